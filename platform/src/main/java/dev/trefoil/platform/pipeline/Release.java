package dev.trefoil.platform.pipeline;

import dev.trefoil.platform.registry.ModelVersion;

/// Takes a version that passed its gate into use. Implemented by deployment, which comes later on the loop.
@FunctionalInterface
public interface Release {
    /// Starts the rollout that the charter asks for; nothing happens when the version serves already.
    void start(Trip trip, ModelVersion version, Development made);
}
