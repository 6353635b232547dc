package dev.trefoil.training;

import dev.trefoil.training.search.AshaPruner;
import dev.trefoil.training.search.Pruner;
import dev.trefoil.training.search.Sampler;
import dev.trefoil.training.search.TpeSampler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How hyper-parameters are looked for.
///
/// @param trials over all candidates
/// @param overlap trials that may run at the same time: part of what decides the result, so that it does not depend on
///     the machine
/// @param limit no trial starts after this; null for none. With a limit the result depends on the speed of the machine
public record SearchPlan(
        int trials,
        Sampler sampler,
        Pruner pruner,
        long seed,
        int overlap,
        @Nullable Duration limit) {
    /// Trials that may overlap where nobody says otherwise.
    public static final int OVERLAP = 4;

    /// TPE with successive halving.
    public static SearchPlan of(int trials, long seed) {
        return new SearchPlan(trials, tpe(trials), asha(), seed, OVERLAP, null);
    }

    /// TPE for a budget shared by several candidates: history is used as soon as there is some.
    public static Sampler tpe(int trials) {
        return new TpeSampler(Math.clamp(trials / 8, 2, 10), 24, false);
    }

    /// Successive halving over boosting rounds.
    public static Pruner asha() {
        return new AshaPruner(30, 3);
    }
}
