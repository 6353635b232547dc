package dev.trefoil.platform.verdict;

import java.time.Instant;

/// The stretch of event time whose rows were judged.
///
/// @param from first instant in it
/// @param until first instant after it
/// @param label what people call it, such as `2013-07`
public record Window(Instant from, Instant until, String label) {
    public Window {
        if (until.isBefore(from)) {
            throw new IllegalArgumentException("a window ends after it begins");
        }
    }

    /// Rows without a time.
    public static Window timeless(String label) {
        return new Window(Instant.EPOCH, Instant.EPOCH, label);
    }
}
