package dev.trefoil.core.metric;

import java.util.Arrays;

/// How far groups are apart, from one value for each of them; as Fairlearn's `MetricFrame` says it. Groups whose
/// value is NaN do not count; fewer than two others give NaN.
public enum Disparity {
    /// The highest group less the lowest.
    DIFFERENCE("difference"),
    /// The lowest group over the highest; NaN where one is negative or all are 0.
    RATIO("ratio"),
    /// The greatest distance of a group from all rows together.
    DIFFERENCE_TO_OVERALL("difference-to-overall"),
    /// The least ratio of a group and all rows together, each put so that it is at most 1.
    RATIO_TO_OVERALL("ratio-to-overall");

    private final String id;

    Disparity(String id) {
        this.id = id;
    }

    /// The part of a method id.
    public String id() {
        return id;
    }

    /// True for the two whose best value is 1; the others' is 0.
    public boolean relative() {
        return this == RATIO || this == RATIO_TO_OVERALL;
    }

    boolean toOverall() {
        return this == DIFFERENCE_TO_OVERALL || this == RATIO_TO_OVERALL;
    }

    double of(double[] groups, double overall) {
        double[] known = Arrays.stream(groups).filter(v -> !Double.isNaN(v)).toArray();
        if (known.length < 2) {
            return Double.NaN;
        }
        double low = Arrays.stream(known).min().getAsDouble();
        double high = Arrays.stream(known).max().getAsDouble();
        return switch (this) {
            case DIFFERENCE -> high - low;
            case RATIO -> low < 0 || high == 0 ? Double.NaN : low / high;
            case DIFFERENCE_TO_OVERALL -> Math.max(Math.abs(high - overall), Math.abs(low - overall));
            case RATIO_TO_OVERALL ->
                low < 0 || !(overall > 0)
                        ? Double.NaN
                        : Math.min(low / overall, high == 0 ? 1 : Math.min(1, overall / high));
        };
    }
}
