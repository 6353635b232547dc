package dev.trefoil.training.search;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// A trial as it runs. Belongs to one thread.
public final class Trial {
    private final int number;
    private final Contender contender;
    private final Hyperparameters parameters;
    private final Surroundings around;
    private final SortedMap<Integer, Double> curve = new TreeMap<>();
    private boolean pruned;

    /// What a running trial knows of its study.
    record Surroundings(
            List<FinishedTrial> known,
            Pruner pruner,
            Direction direction,
            BooleanSupplier cancelled,
            StudyListener listener) {}

    Trial(int number, Contender contender, Hyperparameters parameters, Surroundings around) {
        this.number = number;
        this.contender = contender;
        this.parameters = parameters;
        this.around = around;
    }

    public int number() {
        return number;
    }

    public String kind() {
        return contender.kind();
    }

    public Hyperparameters parameters() {
        return parameters;
    }

    /// Tells the value at a step, counted from 1. False means: stop now, the trial is pruned or the study
    /// cancelled.
    public boolean report(int step, double value) {
        curve.put(step, value);
        around.listener().reported(number, step, value);
        pruned = pruned || around.pruner().prune(curve, around.known(), around.direction());
        return !pruned && !around.cancelled().getAsBoolean();
    }

    /// Whether somebody asked the study to stop.
    public boolean cancelled() {
        return around.cancelled().getAsBoolean();
    }

    FinishedTrial run(Objective objective) {
        around.listener().started(number, kind(), parameters);
        try {
            Objective.Result result = objective.evaluate(this);
            if (pruned) {
                return finished(
                        FinishedTrial.State.PRUNED,
                        curve.getOrDefault(curve.lastKey(), Double.NaN),
                        curve.lastKey(),
                        "");
            }
            return Double.isNaN(result.value())
                    ? finished(FinishedTrial.State.FAILED, Double.NaN, 0, "the objective is undefined on these rows")
                    : finished(FinishedTrial.State.COMPLETE, result.value(), result.step(), "");
        } catch (IllegalArgumentException | IllegalStateException e) {
            String why = e.getMessage() == null ? e.toString() : e.getMessage();
            return finished(FinishedTrial.State.FAILED, Double.NaN, 0, why);
        }
    }

    private FinishedTrial finished(FinishedTrial.State state, double value, int step, String failure) {
        return new FinishedTrial(number, kind(), parameters, state, value, step, curve, failure);
    }
}
