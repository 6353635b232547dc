package dev.trefoil.platform.project;

import java.time.Duration;
import java.util.List;

/// What is kept of the predictions that were made.
///
/// @param exclude columns that are not kept
/// @param hash columns of which only a hash is kept
/// @param quotaBytes the most that is kept on disk; the oldest goes first
public record CaptureSpec(List<String> exclude, List<String> hash, TimeSpan keep, long quotaBytes) {
    static final CaptureSpec STANDARD =
            new CaptureSpec(List.of(), List.of(), TimeSpan.of(Duration.ofDays(90)), 1_000_000_000L);

    public CaptureSpec {
        exclude = List.copyOf(exclude);
        hash = List.copyOf(hash);
    }
}
