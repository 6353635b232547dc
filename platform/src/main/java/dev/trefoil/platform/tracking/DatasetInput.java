package dev.trefoil.platform.tracking;

import java.util.Map;

/// A dataset that a run used.
///
/// @param tags such as `mlflow.data.context` = `training`
public record DatasetInput(Dataset dataset, Map<String, String> tags) {
    public DatasetInput {
        tags = Map.copyOf(tags);
    }
}
