package dev.trefoil.platform.tracking;

import java.time.Instant;
import java.util.Map;

/// A named group of runs.
///
/// @param project the project whose training made it; empty for one made by a client
/// @param artifactLocation where a client asked its artifacts to be; empty for the server's own store
public record Experiment(
        ExperimentId id,
        String name,
        String project,
        String artifactLocation,
        boolean deleted,
        Instant created,
        Instant updated,
        Map<String, String> tags) {
    public Experiment {
        tags = Map.copyOf(tags);
    }
}
