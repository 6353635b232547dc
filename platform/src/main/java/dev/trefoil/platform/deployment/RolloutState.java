package dev.trefoil.platform.deployment;

import java.util.Locale;

/// How far a rollout is.
public enum RolloutState {
    /// The judge gathers evidence for the current step.
    RUNNING,
    /// A person has to decide: promote, or abort.
    WAITING,
    /// The candidate answers everything.
    DONE,
    /// The judge took the candidate back.
    ROLLED_BACK,
    /// A person took the candidate back.
    ABORTED;

    public boolean over() {
        return switch (this) {
            case RUNNING, WAITING -> false;
            case DONE, ROLLED_BACK, ABORTED -> true;
        };
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
