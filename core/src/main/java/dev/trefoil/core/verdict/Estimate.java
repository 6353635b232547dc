package dev.trefoil.core.verdict;

import java.util.Objects;

/// A statistic as it was computed: the value, its interval, what it rests on and how.
///
/// @param value the point estimate; NaN when it is undefined on these rows
/// @param low lower end of the interval; NaN when there is no interval
/// @param high upper end of the interval; NaN when there is no interval
/// @param n rows it rests on
/// @param clusters independent groups of rows (days, entities); equal to `n` where rows are independent
/// @param method id of the definition, binning, convention and interval, such as `auc/cluster-bootstrap-percentile`
/// @param confidence coverage of the interval, such as 0.95
public record Estimate(double value, double low, double high, long n, long clusters, String method, double confidence) {
    public Estimate {
        Objects.requireNonNull(method, "method");
    }

    /// A number without an interval: a count, a measured size.
    public static Estimate exact(double value, long n, String method) {
        return new Estimate(value, value, value, n, n, method, 1);
    }

    /// There is nothing to compute from.
    public static Estimate none(String method) {
        return new Estimate(Double.NaN, Double.NaN, Double.NaN, 0, 0, method, 0.95);
    }

    public boolean defined() {
        return !Double.isNaN(value);
    }

    public boolean hasInterval() {
        return !Double.isNaN(low) && !Double.isNaN(high);
    }

    /// Why there is no value or no interval, in words, as the method id says it; empty where both are there.
    public String why() {
        for (String mark : new String[] {"/undefined:", "/no-interval:"}) {
            int at = method.indexOf(mark);
            if (at >= 0) {
                return method.substring(at + mark.length()).replace('-', ' ');
            }
        }
        return "";
    }
}
