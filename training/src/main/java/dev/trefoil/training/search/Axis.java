package dev.trefoil.training.search;

/// A numeric parameter as a line segment: the coordinate is the value or its logarithm, and whole numbers reach
/// half a
/// step beyond both ends, so that each has the same width.
record Axis(double low, double high, boolean log, boolean whole, double least, double most) {
    static Axis of(Parameter parameter) {
        return switch (parameter) {
            case Parameter.FloatRange(var _, double low, double high, boolean log) ->
                new Axis(log ? Math.log(low) : low, log ? Math.log(high) : high, log, false, low, high);
            case Parameter.IntRange(var _, long low, long high, boolean log) ->
                new Axis(
                        log ? Math.log(low - 0.5) : low - 0.5,
                        log ? Math.log(high + 0.5) : high + 0.5,
                        log,
                        true,
                        low,
                        high);
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

    /// The value at a coordinate, rounded for whole numbers and kept inside the range.
    double value(double coordinate) {
        double value = log ? Math.exp(coordinate) : coordinate;
        return Math.clamp(whole ? Math.rint(value) : value, least, most);
    }
}
