package dev.trefoil.training.evaluation;

import dev.trefoil.core.metric.Costs;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.predicate.RowTest;
import dev.trefoil.training.sample.Target;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an evaluation is to find out.
///
/// @param cluster column whose equal values are not independent (a day, an entity); null where rows are
/// @param main the measure by which slices are compared
/// @param slices named parts of the rows
/// @param sliceColumns columns among whose values bad slices are searched; empty for none
/// @param seed of the resampling
public record EvaluationSpec(
        Target target,
        @Nullable String cluster,
        @Nullable Costs costs,
        Metric main,
        List<MeasureRequest> requirements,
        Map<String, RowTest> slices,
        List<String> sliceColumns,
        long seed) {
    public EvaluationSpec {
        requirements = List.copyOf(requirements);
        slices = Collections.unmodifiableMap(new LinkedHashMap<>(slices));
        sliceColumns = List.copyOf(sliceColumns);
    }
}
