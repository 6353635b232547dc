package dev.trefoil.inference.tree;

import java.util.Arrays;

/// Double-precision numbers as their rank among the thresholds of their feature: how many lie below.
final class RankKeys implements KeyScheme {
    private static final double ZERO = 1e-35f;

    private final Forest forest;
    private final int[] feature;
    private final int[] missing;
    private final boolean[] zeroMissing;
    private final boolean flushing;
    private final double[][] cuts;

    RankKeys(Forest forest, KeySlots slots, boolean[] fits, boolean flushing) {
        this.forest = forest;
        this.feature = slots.features();
        this.missing = slots.missing();
        this.zeroMissing = slots.zeroMissing();
        this.flushing = flushing;
        this.cuts = cuts(forest, fits);
    }

    /// The numbers at which a split turns, sorted, by feature.
    static double[][] cuts(Forest forest, boolean[] fits) {
        int[] counts = new int[forest.features()];
        double[][] cuts = new double[forest.features()][];
        for (int pass = 0; pass < 2; pass++) {
            for (int tree = 0; tree < forest.trees(); tree++) {
                int end = forest.end(tree);
                for (int node = forest.roots[tree]; fits[tree] && node < end; node++) {
                    int feature = forest.feature[node];
                    if (feature >= 0) {
                        counts[feature]++;
                        if (pass == 1) {
                            cuts[feature][counts[feature] - 1] = cut(forest, node);
                        }
                    }
                }
            }
            for (int feature = 0; pass == 0 && feature < counts.length; feature++) {
                cuts[feature] = new double[counts[feature]];
                counts[feature] = 0;
            }
        }
        for (int feature = 0; feature < cuts.length; feature++) {
            cuts[feature] = Arrays.stream(cuts[feature]).sorted().distinct().toArray();
        }
        return cuts;
    }

    /// The largest number that goes left.
    static double cut(Forest forest, int node) {
        double t = forest.threshold[node];
        boolean below = SplitTest.BY_CODE[forest.test[node] & 0xf] == SplitTest.BELOW;
        return (below ? Math.nextDown(t) : t) + 0.0;
    }

    @Override
    public int keys() {
        return feature.length;
    }

    @Override
    public boolean encode(double[] rows, int offset, int[] keys, int at) {
        for (int slot = 0; slot < feature.length; slot++) {
            keys[at + slot] = key(slot, rows[offset + feature[slot]]);
        }
        return true;
    }

    @Override
    public boolean column(int slot, double[] matrix, int offset, int rows, int[] keys) {
        for (int r = 0, at = offset + feature[slot]; r < rows; r++, at += forest.features) {
            keys[r] = key(slot, matrix[at]);
        }
        return true;
    }

    @Override
    public void encode(float[] row, int[] keys) {
        for (int slot = 0; slot < feature.length; slot++) {
            keys[slot] = key(slot, row[feature[slot]]);
        }
    }

    private int key(int slot, double value) {
        double x = flushing && Math.abs(value) <= ZERO ? 0 : value;
        boolean absent = Double.isNaN(x) || zeroMissing.length > 0 && zeroMissing[slot] && x == 0;
        return absent ? missing[slot] : rank(cuts[feature[slot]], x);
    }

    /// How many cuts lie below.
    static int rank(double[] cuts, double x) {
        int low = 0;
        int length = cuts.length;
        while (length > 1) {
            int half = length >>> 1;
            low += cuts[low + half - 1] < x ? half : 0;
            length -= half;
        }
        return low + (cuts[low] < x ? 1 : 0);
    }

    @Override
    public int threshold(int node) {
        return rank(cuts[forest.feature[node]], cut(forest, node)) + 1;
    }
}
