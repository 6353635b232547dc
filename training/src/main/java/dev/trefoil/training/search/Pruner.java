package dev.trefoil.training.search;

import java.util.List;
import java.util.SortedMap;

/// Decides whether a running trial is worth going on with. Stateless, like [Sampler].
public sealed interface Pruner permits Pruner.None, MedianPruner, AshaPruner {
    /// @param curve what the running trial has reported so far, by step; not empty
    /// @param others finished trials of the same kind, oldest first
    boolean prune(SortedMap<Integer, Double> curve, List<FinishedTrial> others, Direction direction);

    /// Lets every trial run to its end.
    record None() implements Pruner {
        @Override
        public boolean prune(SortedMap<Integer, Double> curve, List<FinishedTrial> others, Direction direction) {
            return false;
        }
    }
}
