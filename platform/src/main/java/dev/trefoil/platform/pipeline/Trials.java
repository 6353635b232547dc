package dev.trefoil.platform.pipeline;

import dev.trefoil.training.search.FinishedTrial;
import java.util.Map;

/// Where trials are kept as runs.
public interface Trials {
    /// A trial that is over, with its curve.
    ///
    /// @param measure the measure by which trials are compared
    /// @param facts tags of the run: charter, dataset, commit, environment
    /// @return id of the run
    String record(String project, FinishedTrial trial, String measure, Map<String, String> facts);

    /// What the winner measured on the hold-out set.
    void evaluated(String run, Map<String, Double> measures, Map<String, String> facts);
}
