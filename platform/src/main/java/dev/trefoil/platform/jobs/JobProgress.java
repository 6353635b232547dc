package dev.trefoil.platform.jobs;

/// How far a job is.
///
/// @param fraction in [0, 1], or NaN when nobody can tell
/// @param message one line for people
public record JobProgress(double fraction, String message) {
    /// Nothing known yet.
    public static final JobProgress UNKNOWN = new JobProgress(Double.NaN, "");
}
