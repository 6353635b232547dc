package dev.trefoil.platform.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One execution of training code, without what it logged.
///
/// @param user who started it, as the client said; may be empty
/// @param ended null while it goes on
public record Run(
        RunId id,
        ExperimentId experiment,
        String name,
        String user,
        RunStatus status,
        Instant started,
        @Nullable Instant ended,
        boolean deleted) {}
