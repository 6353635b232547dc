package dev.trefoil.platform.tracking;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A model that a client logged while training; it may become a version in the registry later.
///
/// @param type as the client said, such as `Classifier`; may be empty
/// @param sourceRun id of the run that made it; may be empty
/// @param metrics all that was logged for it, per dataset
public record LoggedModel(
        LoggedModelId id,
        ExperimentId experiment,
        String name,
        String type,
        String sourceRun,
        String creator,
        Status status,
        boolean deleted,
        Instant created,
        Instant updated,
        Map<String, String> params,
        Map<String, String> tags,
        List<ModelMetric> metrics) {
    /// Whether its files are there.
    public enum Status {
        PENDING,
        READY,
        UPLOAD_FAILED
    }

    public LoggedModel {
        params = Map.copyOf(params);
        tags = Map.copyOf(tags);
        metrics = List.copyOf(metrics);
    }
}
