package dev.trefoil.platform.tracking;

/// Names an experiment; 0 is the one that always exists.
public record ExperimentId(long value) {
    /// The experiment that exists from the first start.
    public static final ExperimentId DEFAULT = new ExperimentId(0);

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
