package dev.trefoil.core.detector;

/// What a detector says after a value.
public enum Signal {
    /// Nothing to see.
    NONE,
    /// Something may be changing; only some detectors warn.
    WARNING,
    /// The stream changed; the next value starts the detector afresh.
    DRIFT
}
