package dev.trefoil.platform.jobs;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A job as it is stored.
///
/// @param attempt how often it was started
/// @param outcome JSON of the handler when done, one line with the reason when failed, else empty
public record Job(
        JobId id, JobRequest request, JobState state, int attempt, JobProgress progress, String outcome, Times times) {
    /// When things happened to it; what has not happened yet is null.
    public record Times(
            Instant created,
            @Nullable Instant started,
            @Nullable Instant ended) {}

    /// This job, failed for this reason, unless it has ended already.
    Job failed(String reason) {
        return state.ended() ? this : new Job(id, request, JobState.FAILED, attempt, progress, reason, times);
    }

    /// The JSON of the handler, once it is done.
    public Optional<String> result() {
        return state == JobState.DONE ? Optional.of(outcome) : Optional.empty();
    }

    /// Why it failed, if it did.
    public Optional<String> failure() {
        return state == JobState.FAILED ? Optional.of(outcome) : Optional.empty();
    }
}
