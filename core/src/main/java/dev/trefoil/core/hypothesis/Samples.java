package dev.trefoil.core.hypothesis;

import java.util.Arrays;

/// Samples as the tests want them.
final class Samples {
    private Samples() {}

    /// A sorted copy without −0; a sample must have values, and none of them missing.
    static double[] sorted(double[] sample, int atLeast) {
        if (sample.length < atLeast) {
            throw new IllegalArgumentException(
                    "this test needs at least " + atLeast + " values in each sample, not " + sample.length);
        }
        double[] sorted = new double[sample.length];
        for (int i = 0; i < sample.length; i++) {
            if (Double.isNaN(sample[i])) {
                throw new IllegalArgumentException("value " + i + " is missing; leave missing values out first");
            }
            sorted[i] = sample[i] + 0.0;
        }
        Arrays.sort(sorted);
        return sorted;
    }

    static void finite(double[] sorted) {
        if (Double.isInfinite(sorted[0]) || Double.isInfinite(sorted[sorted.length - 1])) {
            throw new IllegalArgumentException("this test needs finite values");
        }
    }

    static double mean(double[] sample) {
        double sum = 0;
        for (double value : sample) {
            sum += value;
        }
        return sum / sample.length;
    }

    /// Σ (x − mean)² / (n − delta).
    static double variance(double[] sample, int delta) {
        double mean = mean(sample);
        double sum = 0;
        for (double value : sample) {
            sum += (value - mean) * (value - mean);
        }
        return sum / (sample.length - delta);
    }

    /// The pooled order of two sorted samples, walked group of equals by group.
    interface Equals {
        /// `ofFirst` and `ofSecond` values equal to `value`, after `beforeFirst` and `beforeSecond` smaller ones.
        void group(double value, int beforeFirst, int ofFirst, int beforeSecond, int ofSecond);
    }

    static void walk(double[] first, double[] second, Equals equals) {
        int i = 0;
        int j = 0;
        while (i < first.length || j < second.length) {
            double value = j == second.length || (i < first.length && first[i] <= second[j]) ? first[i] : second[j];
            int fromI = i;
            int fromJ = j;
            while (i < first.length && first[i] == value) {
                i++;
            }
            while (j < second.length && second[j] == value) {
                j++;
            }
            equals.group(value, fromI, i - fromI, fromJ, j - fromJ);
        }
    }
}
