package dev.trefoil.training;

import dev.trefoil.training.search.Hyperparameters;
import dev.trefoil.training.search.Objective;
import dev.trefoil.training.search.Trial;
import java.util.List;

/// Adds the settings that a candidate does not search to those of each trial.
record WithFixed(List<Candidate> candidates, CandidateTrials trials) implements Objective {
    @Override
    public Result evaluate(Trial trial) {
        return trials.evaluate(trial, settings(candidates, trial.kind(), trial.parameters()));
    }

    static Hyperparameters settings(List<Candidate> candidates, String name, Hyperparameters searched) {
        for (Candidate candidate : candidates) {
            if (candidate instanceof Candidate.Trained trained && trained.name().equals(name)) {
                return trained.fixed().and(searched);
            }
        }
        return searched;
    }
}
