package dev.trefoil.platform.tracking;

import java.util.Map;

/// A model to be logged.
///
/// @param name empty for a generated one; without `/ : . % " '`
public record NewLoggedModel(
        ExperimentId experiment,
        String name,
        String type,
        String sourceRun,
        String creator,
        Map<String, String> params,
        Map<String, String> tags) {
    public NewLoggedModel {
        params = Map.copyOf(params);
        tags = Map.copyOf(tags);
    }
}
