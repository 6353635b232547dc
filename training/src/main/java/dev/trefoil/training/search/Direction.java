package dev.trefoil.training.search;

/// Which values of the objective are better.
public enum Direction {
    MAXIMISE,
    MINIMISE;

    /// The value turned so that smaller is better.
    double loss(double value) {
        return switch (this) {
            case MAXIMISE -> -value;
            case MINIMISE -> value;
        };
    }

    /// Whether the first value is better than the second; NaN is worse than everything.
    public boolean better(double value, double than) {
        return !Double.isNaN(value) && (Double.isNaN(than) || loss(value) < loss(than));
    }
}
