package dev.trefoil.platform.tracking;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A run to be made.
///
/// @param name empty for a generated one
/// @param started null for now
/// @param tags among them perhaps `mlflow.runName`, which then is the name
public record NewRun(
        ExperimentId experiment,
        String name,
        String user,
        @Nullable Instant started,
        Map<String, String> tags) {
    public NewRun {
        tags = Map.copyOf(tags);
    }

    public static NewRun in(ExperimentId experiment, String name) {
        return new NewRun(experiment, name, "", null, Map.of());
    }
}
