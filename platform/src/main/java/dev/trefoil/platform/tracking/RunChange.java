package dev.trefoil.platform.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What becomes of a run; null leaves it as it is.
public record RunChange(
        @Nullable RunStatus status,
        @Nullable Instant ended,
        @Nullable String name) {
    /// It is over, now.
    public static RunChange ended(RunStatus status, Instant at) {
        return new RunChange(status, at, null);
    }
}
