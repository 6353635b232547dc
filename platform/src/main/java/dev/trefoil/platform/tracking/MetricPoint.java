package dev.trefoil.platform.tracking;

/// A value of a metric.
///
/// @param value any double, NaN and the infinities too
/// @param step position on the training's own axis; may be negative
/// @param loggedMillis milliseconds since the epoch, as the client said
public record MetricPoint(double value, long step, long loggedMillis) {}
