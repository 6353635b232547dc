package dev.trefoil.core.hypothesis;

import dev.trefoil.core.distribution.Normal;
import java.util.function.DoubleUnaryOperator;

/// How many rows each arm needs, and what a number of rows can find; normal approximation, arms of equal size.
///
/// @param alpha chance of a false alarm
/// @param power chance of finding what is there
public record SampleSize(double alpha, double power) {
    public SampleSize {
        if (!(alpha > 0 && alpha < 1 && power > alpha && power < 1)) {
            throw new IllegalArgumentException("alpha < power, both in (0, 1), not " + alpha + " and " + power);
        }
    }

    /// Rows in each arm to find a difference of two means, two-sided.
    public double means(double difference, double deviation) {
        positive(Math.abs(difference), deviation);
        double effect = Math.abs(difference) / deviation;
        return solve(n -> twoSidedPower(effect, n));
    }

    /// Rows in each arm to tell two rates apart, two-sided, by the arcsine effect size.
    public double rates(double first, double second) {
        double effect = Math.abs(arcsine(first) - arcsine(second));
        positive(effect, 1);
        return solve(n -> twoSidedPower(effect, n));
    }

    /// Rows in each arm to show that a mean is worse by less than the margin when in truth there is no
    /// difference.
    public double nonInferiority(double margin, double deviation) {
        positive(margin, deviation);
        double z = Normal.quantile(1 - alpha) + Normal.quantile(power);
        return 2 * z * z * deviation * deviation / (margin * margin);
    }

    /// Rows to bound a rate within ± half, at worst, by a 1 − alpha interval.
    public double rateWithin(double rate, double half) {
        positive(half, 1);
        double z = Normal.quantile(1 - alpha / 2);
        return z * z * rate * (1 - rate) / (half * half);
    }

    /// Rows to know an AUC within ± half by a 1 − alpha interval, by the standard error of Hanley and McNeil.
    ///
    /// @param share of the rarer class; at least two rows of it are asked for
    public double aucWithin(double auc, double share, double half) {
        positive(half, share);
        double z = Normal.quantile(1 - alpha / 2);
        double q1 = auc / (2 - auc);
        double q2 = 2 * auc * auc / (1 + auc);
        for (double n = 20; ; n *= 1.02) {
            double positives = n * share;
            double negatives = n - positives;
            double variance =
                    (auc * (1 - auc) + (positives - 1) * (q1 - auc * auc) + (negatives - 1) * (q2 - auc * auc))
                            / (positives * negatives);
            if (positives >= 2 && z * Math.sqrt(variance) <= half) {
                return n;
            }
        }
    }

    /// Rows to know the mean of squared normal errors within ± this share of it by a 1 − alpha interval.
    public double meanSquareWithin(double share) {
        positive(share, 1);
        double z = Normal.quantile(1 - alpha / 2) / share;
        return 2 * z * z;
    }

    /// The chance to find a difference of means with this many rows in each arm, two-sided.
    public static double powerOfMeans(double difference, double deviation, double rows, double alpha) {
        double z = Normal.quantile(1 - alpha / 2);
        double shift = Math.abs(difference) / deviation * Math.sqrt(rows / 2);
        return Normal.upper(z - shift) + Normal.lower(-z - shift);
    }

    private double twoSidedPower(double effect, double rows) {
        return powerOfMeans(effect, 1, rows, alpha);
    }

    private double solve(DoubleUnaryOperator powerOf) {
        double low = 0;
        double high = 2;
        while (powerOf.applyAsDouble(high) < power) {
            high *= 2;
        }
        for (int i = 0; i < 200 && high - low > 1e-13 * high; i++) {
            double middle = 0.5 * (low + high);
            if (powerOf.applyAsDouble(middle) < power) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }

    private static double arcsine(double rate) {
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("a rate lies in [0, 1], not " + rate);
        }
        return 2 * Math.asin(Math.sqrt(rate));
    }

    private static void positive(double effect, double deviation) {
        if (!(effect > 0 && deviation > 0)) {
            throw new IllegalArgumentException("an effect and a deviation above 0 are needed");
        }
    }
}
