package dev.trefoil.platform.project;

import dev.trefoil.core.signature.Task;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the prepared table turned out to be, as far as the charter can be wrong about it.
///
/// @param rows of the prepared table
/// @param missingLabels rows without a label
/// @param distinctLabels how many values the label has
/// @param task kind of task that the label's values ask for
/// @param classes label value, as text → rows; empty for a number
/// @param firstTime of the time column; null where there is none
/// @param lastTime of the time column; null where there is none
public record DataFacts(
        long rows,
        long missingLabels,
        long distinctLabels,
        Task task,
        SortedMap<String, Long> classes,
        @Nullable LocalDateTime firstTime,
        @Nullable LocalDateTime lastTime) {
    public DataFacts {
        classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
    }

    /// Rows with a label.
    long labelled() {
        return rows - missingLabels;
    }
}
