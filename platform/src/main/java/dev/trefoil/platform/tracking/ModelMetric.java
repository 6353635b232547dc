package dev.trefoil.platform.tracking;

/// A value of a metric that is about a logged model.
///
/// @param datasetName dataset it was computed on; empty for none
/// @param run id of the run that logged it
public record ModelMetric(String key, MetricPoint point, String datasetName, String datasetDigest, String run) {}
