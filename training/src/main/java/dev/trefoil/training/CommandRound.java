package dev.trefoil.training;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.training.sample.Fold;
import dev.trefoil.training.search.FinishedTrial;
import dev.trefoil.training.search.Hyperparameters;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// Commands train on the first fold's rows and are judged on the rows that it holds back, as the trials were.
final class CommandRound {
    private final Material material;
    private final Fold fold;
    private final TrialMeasure measure;
    private final CommandTrials commands;

    CommandRound(Material material, Fold fold, TrialMeasure measure, CommandTrials commands) {
        this.material = material;
        this.fold = fold;
        this.measure = measure;
        this.commands = commands;
    }

    /// @param validated its answers for the rows held back; null when it failed
    record Attempt(FinishedTrial trial, @Nullable Validated validated) {}

    Attempt attempt(Candidate.Command command, int number) {
        try {
            Path path = commands.train(command, material.rows().pick(fold.learn()), "trial");
            ColumnBatch judged = material.rows().pick(fold.judge());
            try (ForeignModel model = commands.open(path, judged)) {
                Validated validated = new Validated(fold.judge(), model.answers());
                return new Attempt(trial(command, number, value(validated), ""), validated);
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            if (e instanceof CancellationException) {
                throw e;
            }
            return new Attempt(trial(command, number, Double.NaN, String.valueOf(e.getMessage())), null);
        }
    }

    /// The measure on the rows that this fold holds back.
    double value(Validated validated) {
        Validated judged = validated.first(fold.judge().length);
        return measure.value(judged.predictions(), judged.truth(material.truth()));
    }

    private static FinishedTrial trial(Candidate.Command command, int number, double value, String failure) {
        FinishedTrial.State state = failure.isEmpty() ? FinishedTrial.State.COMPLETE : FinishedTrial.State.FAILED;
        return new FinishedTrial(
                number, command.name(), Hyperparameters.NONE, state, value, 0, new TreeMap<>(), failure);
    }
}
