/// What a model is measured by: each [Metric] has one definition, and [MetricEstimator] gives its value with an
/// interval on [Scored] rows.
@NullMarked
package dev.trefoil.core.metric;

import org.jspecify.annotations.NullMarked;
