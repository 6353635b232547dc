package dev.trefoil.platform.project;

import dev.trefoil.core.metric.Metric;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a model is looked for.
///
/// @param selectBy the measure that decides between candidates; null where there is neither this key nor a requirement
///     on scored rows: the task's own then
public record Development(
        List<Baseline> baselines,
        List<Candidate> candidates,
        SearchSpec search,
        @Nullable Metric selectBy) {
    public Development {
        baselines = List.copyOf(baselines);
        candidates = List.copyOf(candidates);
    }
}
