package dev.trefoil.platform.tracking;

import java.util.List;
import java.util.SortedMap;

/// A run with what it logged.
///
/// @param metrics the last value of each: that of the greatest step, then time, then value
/// @param reads models it read
/// @param makes models it made
public record RunDetails(
        Run run,
        SortedMap<String, String> params,
        SortedMap<String, MetricPoint> metrics,
        SortedMap<String, String> tags,
        List<DatasetInput> datasets,
        List<ModelLink> reads,
        List<ModelLink> makes) {}
