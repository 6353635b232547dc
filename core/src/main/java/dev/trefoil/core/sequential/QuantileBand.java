package dev.trefoil.core.sequential;

import dev.trefoil.core.verdict.Estimate;
import java.util.Arrays;

/// Bands for whole distribution functions that hold at all looks together (Howard and Ramdas 2022), and from them
/// intervals for any quantile of two arms and for its difference.
///
/// @param alpha chance that either arm's true distribution ever leaves its band
public record QuantileBand(double alpha) {
    public QuantileBand {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha lies in (0, 1), not " + alpha);
        }
    }

    /// How far the distribution function of n values may be off, at level `level`.
    public static double radius(long n, double level) {
        if (n < 1) {
            return 1;
        }
        double size = (double) n;
        return 0.85 * Math.sqrt((Math.log1p(Math.log(size)) + 0.8 * Math.log(1612 / level)) / size);
    }

    /// The quantile of the treatment minus that of the control. An end is infinite where the band reaches past
    /// the data.
    public Estimate difference(double[] treatment, double[] control, double quantile) {
        Estimate one = one(treatment, quantile, alpha / 2);
        Estimate two = one(control, quantile, alpha / 2);
        return new Estimate(
                one.value() - two.value(),
                one.low() - two.high(),
                one.high() - two.low(),
                one.n() + two.n(),
                one.n() + two.n(),
                "quantile-" + quantile + "-difference/dkw-sequence",
                1 - alpha);
    }

    /// One arm's quantile.
    public Estimate quantile(double[] values, double quantile) {
        return one(values, quantile, alpha);
    }

    private static Estimate one(double[] values, double quantile, double level) {
        if (!(quantile > 0 && quantile < 1)) {
            throw new IllegalArgumentException("a quantile lies in (0, 1), not " + quantile);
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        if (n > 0 && Double.isNaN(sorted[n - 1])) {
            throw new IllegalArgumentException("a value is missing; leave missing values out first");
        }
        double radius = radius(n, level);
        double value = n == 0 ? Double.NaN : at(sorted, quantile);
        double low = quantile - radius <= 0 ? Double.NEGATIVE_INFINITY : at(sorted, quantile - radius);
        double high = quantile + radius >= 1 ? Double.POSITIVE_INFINITY : after(sorted, quantile + radius);
        return new Estimate(value, low, high, n, n, "quantile-" + quantile + "/dkw-sequence", 1 - level);
    }

    /// The least value with at least this share at or below it.
    private static double at(double[] sorted, double share) {
        int index = (int) Math.ceil(share * sorted.length - 1e-9) - 1;
        return sorted[Math.min(sorted.length - 1, Math.max(0, index))];
    }

    private static double after(double[] sorted, double share) {
        int index = (int) Math.floor(share * sorted.length + 1e-9);
        return index >= sorted.length ? Double.POSITIVE_INFINITY : sorted[index];
    }
}
