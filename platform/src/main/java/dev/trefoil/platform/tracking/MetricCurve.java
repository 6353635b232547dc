package dev.trefoil.platform.tracking;

import java.util.List;

/// A metric of a run over its steps, as a chart shows it.
///
/// @param points thinned out, in order of step
/// @param count of the values that were logged
/// @param nonfinite how many of them are NaN or infinite
public record MetricCurve(List<MetricPoint> points, long count, long nonfinite) {
    public MetricCurve {
        points = List.copyOf(points);
    }
}
