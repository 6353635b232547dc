package dev.trefoil.training.search;

/// A numeric parameter as a line segment: the coordinate is the value or its logarithm, and whole numbers reach
/// half a
/// step beyond both ends, so that each has the same width.
record Axis(double low, double high, boolean log, boolean whole, double least, double most) {
    static Axis of(Parameter parameter) {
        return switch (parameter) {
            case Parameter.FloatRange range -> {
                boolean log = range.log();
                double low = log ? Math.log(range.low()) : range.low();
                double high = log ? Math.log(range.high()) : range.high();
                yield new Axis(low, high, log, false, range.low(), range.high()).wide();
            }
            case Parameter.IntRange range -> {
                boolean log = range.log();
                double low = log ? Math.log(range.low() - 0.5) : range.low() - 0.5;
                double high = log ? Math.log(range.high() + 0.5) : range.high() + 0.5;
                yield new Axis(low, high, log, true, range.low(), range.high());
            }
            case Parameter.Choice choice ->
                throw new IllegalArgumentException("'" + choice.name() + "' is not a number");
        };
    }

    double range() {
        return high - low;
    }

    double coordinate(double value) {
        return log ? Math.log(value) : value;
    }

    /// This axis, with some width around its only value when it has just one.
    private Axis wide() {
        return high > low ? this : new Axis(low - 0.5, high + 0.5, log, whole, least, most);
    }

    /// The value at a coordinate, rounded for whole numbers and kept inside the range.
    double value(double coordinate) {
        double value = log ? Math.exp(coordinate) : coordinate;
        return Math.clamp(whole ? Math.rint(value) : value, least, most);
    }
}
