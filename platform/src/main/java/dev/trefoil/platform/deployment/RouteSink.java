package dev.trefoil.platform.deployment;

/// What makes a route real: loads and warms what is new, then swaps. Implemented by the gateway's side.
public interface RouteSink {
    /// Answers by this endpoint's route from now on; throws when an arm cannot be loaded, and then nothing has
    /// changed.
    void apply(Endpoint endpoint);

    /// The endpoint exists and cannot answer; its address says why.
    void unavailable(Endpoint endpoint, String reason);
}
