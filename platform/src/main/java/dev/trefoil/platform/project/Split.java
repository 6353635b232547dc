package dev.trefoil.platform.project;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/// Which rows are kept apart to judge by.
public sealed interface Split {
    /// Rows from `from` (inclusive) until `until` (exclusive) are the hold-out set, rows before it train.
    ///
    /// @param until null: to the end
    record ByTime(LocalDateTime from, @Nullable LocalDateTime until) implements Split {}

    /// A share of the rows, by class in equal shares; groups stay whole and exact copies together.
    record ByChance(double holdout, long seed) implements Split {}
}
