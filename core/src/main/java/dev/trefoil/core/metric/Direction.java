package dev.trefoil.core.metric;

/// Which values of a metric are good.
public enum Direction {
    HIGHER,
    LOWER,
    ZERO;

    /// True when `a` is better than `b`.
    public boolean better(double a, double b) {
        return switch (this) {
            case HIGHER -> a > b;
            case LOWER -> a < b;
            case ZERO -> Math.abs(a) < Math.abs(b);
        };
    }
}
