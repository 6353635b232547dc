package dev.trefoil.core.interval;

/// How the ends of a bootstrap interval are read from its draws.
public enum IntervalKind {
    /// Quantiles of the draws.
    PERCENTILE,
    /// Quantiles moved for bias and skewness (Efron's BCa).
    BCA;

    /// The part of a method id.
    public String id() {
        return this == PERCENTILE ? "percentile" : "bca";
    }
}
