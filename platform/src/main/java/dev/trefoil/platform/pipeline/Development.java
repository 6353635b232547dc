package dev.trefoil.platform.pipeline;

import dev.trefoil.core.verdict.Verdict;
import java.util.List;
import java.util.Map;

/// What a development step made, as it is remembered under the step's key.
///
/// @param packageDigest of the model package
/// @param manifest of its folder in the artifact store
/// @param evaluation JSON of the whole evaluation in the artifact store
/// @param run id of the run that won
/// @param choice what was decided on, to fit it again on other rows
/// @param verdicts on the hold-out set, in the order of the requirements
/// @param measures value of each measure of the winner
/// @param ladder value of the deciding measure for each rung
/// @param classes names of the classes, the negative one first; empty for a number
/// @param task word of the task
/// @param worst the part of the hold-out rows where it errs most beyond chance, in words; empty when there is none
/// @param rowMicros time to score one row of many, on this machine; 0 when it was not measured
public record Development(
        String packageDigest,
        String manifest,
        String evaluation,
        String run,
        Chosen choice,
        List<Verdict> verdicts,
        Map<String, Double> measures,
        Map<String, Double> ladder,
        List<String> classes,
        String task,
        long sizeBytes,
        String worst,
        double rowMicros) {
    /// What an earlier program remembered lacks the last two.
    public Development {
        worst = java.util.Objects.requireNonNullElse(worst, "");
    }

    /// @param candidate name of the candidate
    /// @param trainer that fits it
    /// @param parameters all settings as text
    /// @param threshold acts from this probability on
    public record Chosen(String candidate, String trainer, Map<String, String> parameters, double threshold) {}
}
