package dev.trefoil.training.evaluation;

import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.verdict.Estimate;
import java.util.List;
import java.util.Map;

/// All that the hold-out set says of a model.
///
/// @param rows hold-out rows with a known label
/// @param units independent units among them
/// @param threshold acts from this probability on; NaN for other tasks than two classes
/// @param measures every measure that fits the task
/// @param baselines the same for each rung of the ladder
/// @param differences the model's measure minus the rung's, on the same rows, for each rung
/// @param confusion rows by true class (first) and decided class; for two classes the negative one first; empty for
///     numbers
/// @param calibration ten bins of equally many rows, for two classes
/// @param judged verdict on each requirement, in their order
/// @param slices named and found parts of the rows, worst first
/// @param perClass measures of each class against the rest, by class name, for several classes
public record Evaluation(
        long rows,
        long units,
        double threshold,
        Map<Metric, Estimate> measures,
        Map<String, Map<Metric, Estimate>> baselines,
        Map<String, Map<Metric, Estimate>> differences,
        List<List<Long>> confusion,
        List<CalibrationBin> calibration,
        List<Judged> judged,
        List<Slice> slices,
        Map<String, Map<Metric, Estimate>> perClass,
        Operation operation) {}
