package dev.trefoil.platform.project;

import dev.trefoil.core.verdict.Bound;

/// What a requirement asks of its measure.
public sealed interface Target {
    /// The measure itself keeps a bound. Latencies are in milliseconds, sizes in bytes.
    record Absolute(Bound bound) implements Target {}

    /// The measure is better than that of something without (or before) the model, on the same rows, by at least this
    /// much; better is up or down, as the measure has it.
    ///
    /// @param than id of an alternative, or a built-in baseline
    record BetterThan(String than, double byAtLeast) implements Target {}
}
