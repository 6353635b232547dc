package dev.trefoil.platform.jobs;

import java.util.Locale;

/// Where a job stands.
public enum JobState {
    QUEUED,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED;

    /// Whether nothing more will happen to it.
    public boolean ended() {
        return switch (this) {
            case QUEUED, RUNNING -> false;
            case DONE, FAILED, CANCELLED -> true;
        };
    }

    /// The lower-case word used in JSON and text.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
