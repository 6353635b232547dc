package dev.trefoil.platform.deployment;

/// What makes a route real: loads and warms what is new, then swaps. Implemented by the gateway's side.
@FunctionalInterface
public interface RouteSink {
    /// Answers by this endpoint's route from now on; throws when an arm cannot be loaded, and then nothing has
    /// changed.
    void apply(Endpoint endpoint);
}
