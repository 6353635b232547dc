package dev.trefoil.platform.registry;

import dev.trefoil.core.digest.Digest;
import java.time.Instant;

/// One version of a registered model.
///
/// @param version 1, 2, 3, …
/// @param packageDigest of the model package: over weights, encoder, signature and reference profile
/// @param manifest of the package's folder in the artifact store
public record ModelVersion(
        String model,
        long version,
        String project,
        Digest packageDigest,
        Digest manifest,
        Provenance provenance,
        Instant createdAt) {
    /// Where a version comes from. Texts are empty where something does not apply.
    ///
    /// @param source `trained`, `retrained` or `registered`
    /// @param run id of the run that made it
    /// @param dataset digest of the dataset it was fitted on
    /// @param charter digest of the charter it was made under
    /// @param commit of the project's code, `+dirty` when it was changed
    /// @param kind trainer or runtime, such as `xgboost`
    /// @param threshold act when the probability reaches it; NaN is written as null where there is no decision
    /// @param evaluation JSON of its evaluation in the artifact store
    /// @param sizeBytes of the package
    public record Provenance(
            String source,
            String run,
            String dataset,
            String charter,
            String commit,
            String kind,
            @org.jspecify.annotations.Nullable Double threshold,
            String evaluation,
            long sizeBytes) {}

    /// The name it has at endpoints: `v3`.
    public String armName() {
        return "v" + version;
    }
}
