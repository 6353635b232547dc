package dev.trefoil.training;

import dev.trefoil.core.metric.Metric;
import dev.trefoil.inference.encoder.EncoderSpec;
import dev.trefoil.training.evaluation.EvaluationSpec;
import dev.trefoil.training.sample.Target;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that decides the outcome of a development, besides the rows.
///
/// @param features raw columns the model takes, in order
/// @param kinds columns whose encoding is not to be guessed
/// @param time column of event times; null where rows have none
/// @param groups columns whose equal rows never part between learning and judging; empty for none
/// @param selectBy the measure that decides between candidates; null for the one usual for the task
/// @param evaluation what is asked of the winner
public record DevelopmentSpec(
        List<String> features,
        Map<String, EncoderSpec.Kind> kinds,
        @Nullable String time,
        List<String> groups,
        List<Rung> ladder,
        List<Candidate> candidates,
        SearchPlan search,
        @Nullable Metric selectBy,
        EvaluationSpec evaluation) {
    public DevelopmentSpec {
        features = List.copyOf(features);
        kinds = Map.copyOf(kinds);
        groups = List.copyOf(groups);
        ladder = List.copyOf(ladder);
        candidates = List.copyOf(candidates);
        if (features.isEmpty()) {
            throw new IllegalArgumentException("there is no column to learn from besides the label");
        }
        if (candidates.isEmpty()) {
            throw new IllegalArgumentException("there is no candidate to train");
        }
    }

    public Target target() {
        return evaluation.target();
    }

    DevelopmentSpec withLadder(List<Rung> rungs) {
        return new DevelopmentSpec(features, kinds, time, groups, rungs, candidates, search, selectBy, evaluation);
    }
}
