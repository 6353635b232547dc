package dev.trefoil.core.metric;

/// Rows in ascending order of score, equal scores side by side.
final class ScoreOrder {
    private static final int BITS = 11;
    private static final int BUCKETS = 1 << BITS;

    private final int[] rows;
    private final boolean[] last;

    private ScoreOrder(int[] rows, boolean[] last) {
        this.rows = rows;
        this.last = last;
    }

    /// Sorts by radix, stable, −0 equal to 0; no score may be NaN.
    static ScoreOrder of(double[] score) {
        int n = score.length;
        long[] keys = new long[n];
        int[] rows = new int[n];
        for (int i = 0; i < n; i++) {
            long bits = Double.doubleToRawLongBits(score[i] + 0.0);
            keys[i] = bits ^ ((bits >> 63) | Long.MIN_VALUE);
            rows[i] = i;
        }
        long[] otherKeys = new long[n];
        int[] otherRows = new int[n];
        for (int shift = 0; shift < 64; shift += BITS) {
            int[] start = new int[BUCKETS + 1];
            for (long key : keys) {
                start[(int) ((key >>> shift) & (BUCKETS - 1)) + 1]++;
            }
            if (n > 0 && start[(int) ((keys[0] >>> shift) & (BUCKETS - 1)) + 1] == n) {
                continue;
            }
            for (int b = 0; b < BUCKETS; b++) {
                start[b + 1] += start[b];
            }
            for (int i = 0; i < n; i++) {
                int to = start[(int) ((keys[i] >>> shift) & (BUCKETS - 1))]++;
                otherKeys[to] = keys[i];
                otherRows[to] = rows[i];
            }
            long[] keptKeys = keys;
            keys = otherKeys;
            otherKeys = keptKeys;
            int[] keptRows = rows;
            rows = otherRows;
            otherRows = keptRows;
        }
        boolean[] last = new boolean[n];
        for (int i = 0; i < n; i++) {
            last[i] = i == n - 1 || keys[i] != keys[i + 1];
        }
        return new ScoreOrder(rows, last);
    }

    int size() {
        return rows.length;
    }

    /// The row at this place, lowest score first.
    int row(int place) {
        return rows[place];
    }

    /// True when the next place has a higher score or does not exist.
    boolean lastOfEquals(int place) {
        return last[place];
    }
}
