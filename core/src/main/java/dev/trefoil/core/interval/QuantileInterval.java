package dev.trefoil.core.interval;

import dev.trefoil.core.distribution.Binomial;
import dev.trefoil.core.verdict.Estimate;
import java.util.Arrays;

/// A quantile of independent values with the two order statistics that enclose it: their ranks follow the
/// binomial law whatever the values' own law, so that they enclose it at least as often as they say. Where the
/// data end before such a rank there is no interval: of fewer than 368 values none bounds the 99th percentile
/// from above with 95 %.
public final class QuantileInterval {
    private QuantileInterval() {}

    /// @param values in any order, none of them NaN
    /// @param share which quantile, in (0, 1); its estimate is the smallest value that so large a share does not
    /// @param name first part of the method id
    public static Estimate of(double[] values, double share, double confidence, String name) {
        if (!(share > 0 && share < 1) || !(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException(
                    "share and confidence lie in (0, 1), not " + share + " and " + confidence);
        }
        String method = name + "/order-statistics-binomial";
        int n = values.length;
        if (n == 0) {
            return Estimate.none(method);
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double value = sorted[Math.clamp((long) Math.ceil(n * share) - 1, 0, n - 1)];
        double tail = (1 - confidence) / 2;
        long below = rank(n, share, tail);
        long above = rank(n, share, 1 - tail) + 1;
        // Below is the greatest r with P(X < r) ≤ tail, above the least with P(X < r) ≥ 1 − tail.
        return below < 1 || above > n
                ? new Estimate(value, Double.NaN, Double.NaN, n, n, method + "/no-interval:too-few-values", confidence)
                : new Estimate(value, sorted[(int) below - 1], sorted[(int) above - 1], n, n, method, confidence);
    }

    /// The least k with P(X ≤ k) ≥ p, for X binomial.
    private static long rank(long n, double share, double p) {
        long low = 0;
        long high = n;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (Binomial.lower(middle, n, share) >= p) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
