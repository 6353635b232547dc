package dev.trefoil.core.hypothesis;

import dev.trefoil.core.distribution.Normal;
import dev.trefoil.core.distribution.StudentT;

/// Tests that two means or two rates are equal, two-sided.
public final class MeanTest {
    private MeanTest() {}

    /// Welch's t: two samples of unequal variance.
    public static TestResult welch(double[] first, double[] second) {
        Samples.finite(Samples.sorted(first, 2));
        Samples.finite(Samples.sorted(second, 2));
        double a = Samples.variance(first, 1) / first.length;
        double b = Samples.variance(second, 1) / second.length;
        double gap = Samples.mean(first) - Samples.mean(second);
        if (a + b == 0) {
            return new TestResult(
                    gap == 0 ? 0 : Math.copySign(Double.POSITIVE_INFINITY, gap), gap == 0 ? 1 : 0, "welch-t");
        }
        double t = gap / Math.sqrt(a + b);
        double degrees = (a + b) * (a + b) / (a * a / (first.length - 1) + b * b / (second.length - 1));
        return new TestResult(t, StudentT.twoSided(t, degrees), "welch-t");
    }

    /// Student's t on the differences of pairs.
    public static TestResult paired(double[] first, double[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(first.length + " values paired with " + second.length);
        }
        double[] gaps = new double[first.length];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = first[i] - second[i];
        }
        Samples.finite(Samples.sorted(gaps, 2));
        double mean = Samples.mean(gaps);
        double error = Math.sqrt(Samples.variance(gaps, 1) / gaps.length);
        if (error == 0) {
            return new TestResult(
                    mean == 0 ? 0 : Math.copySign(Double.POSITIVE_INFINITY, mean), mean == 0 ? 1 : 0, "paired-t");
        }
        return new TestResult(mean / error, StudentT.twoSided(mean / error, gaps.length - 1), "paired-t");
    }

    /// Two rates with pooled variance.
    public static TestResult rates(long hitsFirst, long first, long hitsSecond, long second) {
        if (first < 1 || second < 1 || hitsFirst < 0 || hitsSecond < 0 || hitsFirst > first || hitsSecond > second) {
            throw new IllegalArgumentException("a rate needs 0 ≤ hits ≤ trials and a trial");
        }
        double pooled = ((double) hitsFirst + hitsSecond) / ((double) first + second);
        double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / first + 1.0 / second));
        double gap = (double) hitsFirst / first - (double) hitsSecond / second;
        double z = error == 0 ? 0 : gap / error;
        return new TestResult(z, Normal.twoSided(z), "two-rates-z/pooled");
    }
}
