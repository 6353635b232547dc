package dev.trefoil.training;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.training.evaluation.Evaluation;
import dev.trefoil.training.search.FinishedTrial;
import java.nio.file.Path;
import java.util.List;

/// What a development led to.
///
/// @param folder where the package was written
/// @param trials every trial, by number
/// @param winner the trial that won
/// @param selectedBy the measure by which it won
/// @param notes what a person should know: what was left out, and why
public record Development(
        Digest digest,
        Path folder,
        Choice choice,
        List<FinishedTrial> trials,
        FinishedTrial winner,
        Metric selectedBy,
        Evaluation evaluation,
        List<String> notes) {
    public Development {
        trials = List.copyOf(trials);
        notes = List.copyOf(notes);
    }
}
