package dev.trefoil.core.interval;

import dev.trefoil.core.distribution.Normal;
import dev.trefoil.core.verdict.Estimate;
import java.util.Arrays;
import java.util.Comparator;

/// DeLong's variance of AUC, alone and for the difference of two scores on the same rows (Sun and Xu's fast
/// form). Rows
/// must be independent; where they come in clusters use [dev.trefoil.core.metric.MetricEstimator].
public final class DeLong {
    private DeLong() {}

    /// AUC of scores for truths 0 and 1.
    public static Estimate auc(double[] score, double[] truth, double confidence) {
        Parts parts = Parts.of(score, truth);
        double variance = covariance(parts.positives, parts.positives) / parts.positives.length
                + covariance(parts.negatives, parts.negatives) / parts.negatives.length;
        return estimate(parts.auc, variance, truth.length, "auc/delong", confidence);
    }

    /// AUC of the first score minus that of the second.
    public static Estimate difference(double[] first, double[] second, double[] truth, double confidence) {
        Parts one = Parts.of(first, truth);
        Parts two = Parts.of(second, truth);
        return estimate(
                one.auc - two.auc, variance(one, two), truth.length, "auc-difference/delong-paired", confidence);
    }

    /// Two-sided p of no difference; 1 where both scores order the rows alike.
    public static double p(double[] first, double[] second, double[] truth) {
        Parts one = Parts.of(first, truth);
        Parts two = Parts.of(second, truth);
        double variance = variance(one, two);
        return variance <= 0 ? 1 : Normal.twoSided((one.auc - two.auc) / Math.sqrt(variance));
    }

    private static double variance(Parts one, Parts two) {
        return spread(one.positives, two.positives) / one.positives.length
                + spread(one.negatives, two.negatives) / one.negatives.length;
    }

    private static double spread(double[] a, double[] b) {
        return covariance(a, a) + covariance(b, b) - 2 * covariance(a, b);
    }

    private static Estimate estimate(double value, double variance, int n, String method, double confidence) {
        if (!(variance > 0)) {
            return new Estimate(value, Double.NaN, Double.NaN, n, n, method + "/no-interval:no-variation", confidence);
        }
        double half = Normal.quantile(0.5 + confidence / 2) * Math.sqrt(variance);
        return new Estimate(value, value - half, value + half, n, n, method, confidence);
    }

    private static double covariance(double[] a, double[] b) {
        double meanA = Arrays.stream(a).sum() / a.length;
        double meanB = Arrays.stream(b).sum() / b.length;
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - meanA) * (b[i] - meanB);
        }
        return sum / (a.length - 1);
    }

    /// For each row, the share of rows of the other class it is on the right side of.
    private static final class Parts {
        private final double auc;
        private final double[] positives;
        private final double[] negatives;

        private Parts(double auc, double[] positives, double[] negatives) {
            this.auc = auc;
            this.positives = positives;
            this.negatives = negatives;
        }

        static Parts of(double[] score, double[] truth) {
            if (score.length != truth.length) {
                throw new IllegalArgumentException(score.length + " scores for " + truth.length + " truths");
            }
            int n = score.length;
            Integer[] order = new Integer[n];
            int up = 0;
            for (int i = 0; i < n; i++) {
                order[i] = i;
                if (Double.isNaN(score[i]) || (truth[i] != 0 && truth[i] != 1)) {
                    throw new IllegalArgumentException("row " + i + ": a score and a truth of 0 or 1 are needed");
                }
                up += truth[i] == 1 ? 1 : 0;
            }
            int down = n - up;
            if (up < 2 || down < 2) {
                throw new IllegalArgumentException(
                        "DeLong needs two rows of each class, not " + up + " positive and " + down + " negative");
            }
            Arrays.sort(order, Comparator.comparingDouble(i -> score[i] + 0.0));
            double[] share = new double[n];
            double upBelow = 0;
            double downBelow = 0;
            for (int from = 0; from < n; ) {
                int to = from;
                double upHere = 0;
                while (to < n && score[order[to]] == score[order[from]]) {
                    upHere += truth[order[to++]];
                }
                double downHere = to - from - upHere;
                for (int i = from; i < to; i++) {
                    share[order[i]] =
                            truth[order[i]] == 1 ? (downBelow + downHere / 2) / down : (up - upBelow - upHere / 2) / up;
                }
                upBelow += upHere;
                downBelow += downHere;
                from = to;
            }
            double[] positives = new double[up];
            double[] negatives = new double[down];
            int p = 0;
            int q = 0;
            for (int i = 0; i < n; i++) {
                if (truth[i] == 1) {
                    positives[p++] = share[i];
                } else {
                    negatives[q++] = share[i];
                }
            }
            return new Parts(Arrays.stream(positives).sum() / up, positives, negatives);
        }
    }
}
