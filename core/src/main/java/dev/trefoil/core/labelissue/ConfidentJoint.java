package dev.trefoil.core.labelissue;

import java.util.Arrays;
import java.util.Comparator;

/// How many rows of each given label confidently belong to each class (Northcutt and others 2021), as in
/// cleanlab 2.9: a class counts for a row when its probability reaches the mean probability of that class
/// over the rows labelled so; of several such classes the most probable of all.
public final class ConfidentJoint {
    /// What probabilities may fall short of a threshold.
    private static final double SLACK = 1e-6;

    private static final double NO_ROWS = 2;
    private static final double TINY = 1e-100;

    private final int classes;
    private final double[] thresholds;
    private final int[] guess;
    private final long[] raw;
    private final long[] calibrated;

    private ConfidentJoint(LabelledRows rows) {
        this.classes = rows.classes();
        this.thresholds = thresholds(rows);
        this.guess = new int[rows.size()];
        this.raw = new long[classes * classes];
        for (int i = 0; i < guess.length; i++) {
            guess[i] = confidentClass(rows, i);
            if (guess[i] >= 0) {
                raw[rows.label(i) * classes + guess[i]]++;
            }
        }
        for (int k = 0; k < classes; k++) {
            raw[k * classes + k] = Math.max(1, raw[k * classes + k]);
        }
        this.calibrated = calibrate(rows.counts());
    }

    public static ConfidentJoint of(LabelledRows rows) {
        return new ConfidentJoint(rows);
    }

    private static double[] thresholds(LabelledRows rows) {
        double[] sums = new double[rows.classes()];
        int[] counts = rows.counts();
        for (int i = 0; i < rows.size(); i++) {
            sums[rows.label(i)] += rows.probability(i, rows.label(i));
        }
        for (int k = 0; k < sums.length; k++) {
            sums[k] = Math.max(2 * SLACK, counts[k] == 0 ? NO_ROWS : sums[k] / counts[k]);
        }
        return sums;
    }

    private int confidentClass(LabelledRows rows, int row) {
        int found = -1;
        boolean several = false;
        for (int k = 0; k < classes; k++) {
            if (rows.probability(row, k) >= thresholds[k] - SLACK) {
                several = found >= 0;
                found = found >= 0 ? found : k;
            }
        }
        return several ? rows.mostProbable(row) : found;
    }

    /// The probability from which on a class counts; 2, which none reaches, for a class that no row is
    /// labelled with.
    public double threshold(int of) {
        return thresholds[of];
    }

    /// Rows labelled `given` that confidently belong to `truth`; at least 1 where these are the same.
    public long count(int given, int truth) {
        return raw[given * classes + truth];
    }

    /// The same, scaled so that each given label has as many rows as it has, and rounded.
    public long estimate(int given, int truth) {
        return calibrated[given * classes + truth];
    }

    /// Rows estimated to carry a wrong label.
    public long estimatedErrors() {
        long sum = 0;
        for (int given = 0; given < classes; given++) {
            for (int truth = 0; truth < classes; truth++) {
                sum += given == truth ? 0 : estimate(given, truth);
            }
        }
        return sum;
    }

    /// The class a row confidently belongs to, or −1.
    int confidentClass(int row) {
        return guess[row];
    }

    private long[] calibrate(int[] counts) {
        double[] scaled = new double[raw.length];
        double[] byClass = new double[raw.length];
        double rows = 0;
        for (int i = 0; i < classes; i++) {
            double sum = 0;
            for (int j = 0; j < classes; j++) {
                sum += raw[i * classes + j];
            }
            for (int j = 0; j < classes; j++) {
                scaled[i * classes + j] = raw[i * classes + j] / Math.max(TINY, sum) * counts[i];
                byClass[j * classes + i] = scaled[i * classes + j];
            }
            rows += counts[i];
        }
        double all = pairwise(byClass, 0, byClass.length);
        long[] rounded = new long[raw.length];
        for (int i = 0; i < classes; i++) {
            double[] row = new double[classes];
            for (int j = 0; j < classes; j++) {
                row[j] = scaled[i * classes + j] / Math.max(TINY, all) * rows;
            }
            System.arraycopy(round(row), 0, rounded, i * classes, classes);
        }
        return rounded;
    }

    /// A sum in numpy's order: its last digit decides which way halves are rounded.
    private static double pairwise(double[] values, int from, int n) {
        if (n > 128) {
            int half = n / 2 - n / 2 % 8;
            return pairwise(values, from, half) + pairwise(values, from + half, n - half);
        }
        double[] r = new double[8];
        int whole = n < 8 ? 0 : n - n % 8;
        for (int i = 0; i < whole; i++) {
            r[i % 8] += values[from + i];
        }
        double sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
        for (int i = whole; i < n; i++) {
            sum += values[from + i];
        }
        return sum;
    }

    /// To whole numbers with the rounded sum; what is short goes to those that lost most, what is over comes
    /// from those that gained most, of equals the later one first (where the reference leaves it to an
    /// unstable sort).
    static long[] round(double[] row) {
        long[] whole = new long[row.length];
        double sum = 0;
        long wholeSum = 0;
        for (int j = 0; j < row.length; j++) {
            whole[j] = (long) Math.rint(row[j]);
            sum += row[j];
            wholeSum += whole[j];
        }
        long target = (long) Math.rint(sum);
        while (wholeSum != target) {
            int step = wholeSum < target ? 1 : -1;
            Integer[] order = new Integer[row.length];
            Arrays.setAll(order, j -> j);
            Arrays.sort(order, Comparator.comparingDouble(j -> row[j] - whole[j]));
            int changes = (int) Math.min(Math.abs(target - wholeSum), row.length);
            for (int k = 0; k < changes; k++) {
                int at = order[step > 0 ? row.length - 1 - k : k];
                whole[at] += step;
                wholeSum += step;
            }
        }
        return whole;
    }
}
