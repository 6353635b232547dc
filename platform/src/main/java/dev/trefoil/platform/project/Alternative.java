package dev.trefoil.platform.project;

import dev.trefoil.core.predicate.Predicate;
import org.jspecify.annotations.Nullable;

/// A way without machine learning, which can be judged, compared and served. At least one of the three is there.
///
/// @param score prepared column that ranks the rows (for regression: that predicts them)
/// @param when acts where this is true
/// @param value predicts this number always (regression)
public record Alternative(
        String id,
        @Nullable String score,
        @Nullable Predicate when,
        @Nullable Double value) {
    public Alternative {
        if (score == null && when == null && value == null) {
            throw new IllegalArgumentException("alternative " + id + " says nothing");
        }
    }
}
