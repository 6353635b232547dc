package dev.trefoil.platform.tracking;

/// A named value.
public record Metric(String key, MetricPoint point) {
    public static Metric of(String key, double value, long step, long loggedMillis) {
        return new Metric(key, new MetricPoint(value, step, loggedMillis));
    }
}
