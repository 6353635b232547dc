package dev.trefoil.platform.jobs;

/// What a worker learns when it says that it is still there.
public enum Held {
    /// Go on.
    YES,
    /// Somebody wants it to stop.
    CANCEL,
    /// Somebody else has it, or it has ended: drop it.
    LOST
}
