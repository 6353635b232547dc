package dev.trefoil.platform.project;

import org.jspecify.annotations.Nullable;

/// How hyper-parameters are looked for.
///
/// @param trials over all candidates
/// @param parallel trials at the same time; null: as the machine allows
/// @param minutes at most; null: as long as it takes
public record SearchSpec(
        int trials,
        Sampler sampler,
        Pruner pruner,
        long seed,
        @Nullable Integer parallel,
        @Nullable Integer minutes) {
    /// How the next settings are chosen.
    public enum Sampler {
        TPE,
        RANDOM
    }

    /// How hopeless trials are stopped.
    public enum Pruner {
        ASHA,
        MEDIAN,
        NONE
    }

    static final SearchSpec STANDARD = new SearchSpec(24, Sampler.TPE, Pruner.ASHA, 7, null, null);
}
