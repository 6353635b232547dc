package dev.trefoil.core.predicate;

import org.jspecify.annotations.Nullable;

/// One row as values by name: a request, the state a policy looks at. A `Map` is one through `map::get`.
@FunctionalInterface
public interface ValueSource {
    /// The value of the column, or null where it is missing. Numbers and integers are any [Number] (NaN is
    /// missing),
    /// booleans a [Boolean], texts a [String]; times an [java.time.Instant], [java.time.LocalDateTime],
    /// [java.time.LocalDate] or ISO-8601 text.
    @Nullable
    Object value(String column);
}
