package dev.trefoil.core.detector;

/// Watches a stream of losses, one value after another, and says when it changed. After [Signal#DRIFT] the
/// next value starts it afresh with the same settings. Deterministic; not safe for several threads.
public sealed interface Detector permits Adwin, Ddm, Eddm, EDetector, HddmA, HddmW, Kswin, PageHinkley {
    /// Takes the next value; an [IllegalArgumentException] when the detector cannot take it, which leaves it
    /// unchanged.
    Signal update(double value);

    /// True when it has seen enough to alarm.
    boolean ready();

    /// Finite values only; missing ones must be left out first.
    static void checkFinite(double value) {
        if (!(Math.abs(value) <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("a detector takes finite numbers, not " + value);
        }
    }

    /// Losses of 0 (right) and 1 (wrong).
    static void checkBinary(double value, DetectorKind kind) {
        if (value != 0 && value != 1) {
            throw new IllegalArgumentException(kind.id() + " takes errors, 0 or 1, not " + value
                    + "; for other losses use e-detector, adwin, page-hinkley or kswin");
        }
    }
}
