package dev.trefoil.training.search;

import java.util.List;
import java.util.random.RandomGenerator;

/// Chooses where to look next. Stateless: all it knows is handed to it, so a study can be resumed and repeated.
public sealed interface Sampler permits RandomSampler, TpeSampler {
    /// The next settings to try. `history` holds finished trials of the same space, oldest first, failed ones
    /// left out.
    Hyperparameters suggest(
            SearchSpace space, List<FinishedTrial> history, Direction direction, RandomGenerator random);
}
