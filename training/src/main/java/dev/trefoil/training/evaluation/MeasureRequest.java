package dev.trefoil.training.evaluation;

import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.predicate.RowTest;
import dev.trefoil.core.verdict.Bound;
import org.jspecify.annotations.Nullable;

/// A requirement as the evaluation needs it.
///
/// @param ask the bound to keep or the baseline to beat
/// @param forEach column: the requirement must hold for each of its values; null for the whole
/// @param on the rows it is about; null for all
/// @param precision the precision that `recall_at_precision` keeps; null otherwise
/// @param confidence two-sided coverage of the interval
public record MeasureRequest(
        String id,
        Metric measure,
        Ask ask,
        @Nullable String forEach,
        @Nullable RowTest on,
        @Nullable Double precision,
        double confidence) {
    /// What is asked of the measure.
    public sealed interface Ask {
        /// The measure keeps a bound; latencies in milliseconds, sizes in bytes.
        record Keep(Bound bound) implements Ask {}

        /// The measure is better than the baseline's, on the same rows, by at least so much.
        record Beat(String baseline, double byAtLeast) implements Ask {}
    }
}
