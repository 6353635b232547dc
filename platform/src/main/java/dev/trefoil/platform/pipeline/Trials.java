package dev.trefoil.platform.pipeline;

import dev.trefoil.platform.artifact.Artifact;
import dev.trefoil.platform.artifact.ArtifactPath;
import dev.trefoil.training.search.FinishedTrial;
import java.time.Duration;
import java.util.Map;

/// Where trials are kept as runs.
public interface Trials {
    /// What a trial belongs to.
    ///
    /// @param development names the development among all: a trial that is done again is the same run
    /// @param measure the measure by which trials are compared
    /// @param facts tags of the run: charter, dataset, commit, seed, environment
    /// @param files what is kept with the run
    record Origin(
            String project,
            String development,
            String measure,
            Map<String, String> facts,
            Map<ArtifactPath, Artifact> files) {
        public Origin {
            facts = Map.copyOf(facts);
            files = Map.copyOf(files);
        }
    }

    /// A trial that is over, with its curve.
    ///
    /// @param took from its beginning until now
    /// @return id of the run
    String record(Origin origin, FinishedTrial trial, Duration took);

    /// What the winner measured on the hold-out set, and what came out of it.
    void evaluated(String run, Map<String, Double> measures, Map<ArtifactPath, Artifact> files);
}
