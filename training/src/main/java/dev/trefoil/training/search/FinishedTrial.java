package dev.trefoil.training.search;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// A trial that is over.
///
/// @param number position in the study, from 0
/// @param kind which contender was tried, such as `xgboost`
/// @param value the objective; NaN when the trial failed; of a pruned trial its last reported value
/// @param step the step (boosting round) of the best value; 0 where the trial has no steps
/// @param curve reported value by step
/// @param failure why it failed, in one sentence; empty otherwise
public record FinishedTrial(
        int number,
        String kind,
        Hyperparameters parameters,
        State state,
        double value,
        int step,
        SortedMap<Integer, Double> curve,
        String failure) {
    /// How a trial ended.
    public enum State {
        COMPLETE,
        PRUNED,
        FAILED
    }

    public FinishedTrial {
        curve = Collections.unmodifiableSortedMap(new TreeMap<>(curve));
    }

    public boolean complete() {
        return state == State.COMPLETE;
    }

    /// Last step reported, or 0.
    public int lastStep() {
        return curve.isEmpty() ? 0 : curve.lastKey();
    }
}
