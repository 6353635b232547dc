package dev.trefoil.training.evaluation;

import dev.trefoil.core.verdict.Estimate;

/// What it costs to run a model, as measured on this machine.
///
/// @param latencyP50 milliseconds for one row, raw columns to prediction, as asked from this process
/// @param latencyP95 as above, for the slowest of twenty
/// @param latencyP99 as above, for the slowest of a hundred
/// @param sizeBytes bytes of the package on disk
/// @param memoryBytes heap that the loaded model takes; all memory of its process where it has one of its own
public record Operation(
        Estimate latencyP50, Estimate latencyP95, Estimate latencyP99, long sizeBytes, long memoryBytes) {
    /// Nothing was measured.
    public static final Operation UNKNOWN = new Operation(
            Estimate.none("latency/not-measured"),
            Estimate.none("latency/not-measured"),
            Estimate.none("latency/not-measured"),
            0,
            0);
}
