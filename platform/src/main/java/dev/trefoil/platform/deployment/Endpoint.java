package dev.trefoil.platform.deployment;

import java.time.Instant;
import java.util.Optional;

/// An address that answers.
///
/// @param model the registered model whose versions answer here
/// @param former what answered before the last change that moved all traffic, kept for the way back
/// @param revision counts the changes of the route
public record Endpoint(
        String name,
        String project,
        String model,
        ActiveRoute route,
        Optional<ActiveRoute> former,
        long revision,
        Instant changedAt) {
    /// The arm with the largest share.
    public String live() {
        return route.arms().stream()
                .max(java.util.Comparator.comparingDouble(ArmShare::share))
                .orElseThrow()
                .arm();
    }
}
