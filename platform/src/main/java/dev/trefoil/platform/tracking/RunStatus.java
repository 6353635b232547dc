package dev.trefoil.platform.tracking;

/// Where a run stands.
public enum RunStatus {
    RUNNING,
    SCHEDULED,
    FINISHED,
    FAILED,
    KILLED;

    /// Whether it will log no more by itself.
    public boolean ended() {
        return switch (this) {
            case RUNNING, SCHEDULED -> false;
            case FINISHED, FAILED, KILLED -> true;
        };
    }
}
