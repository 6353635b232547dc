package dev.trefoil.table.profile;

import dev.trefoil.core.column.ColumnType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one column looks like.
///
/// @param missing rows without a value (null or NaN)
/// @param infinite rows with an infinite value; they count as values and are left out of `numbers`
/// @param distinct different values; exact where `distinctExact`, else within about 5 %
/// @param least smallest value as text, null when there is none
/// @param most largest value as text
/// @param numbers for numbers and times (these in seconds since 1970); null for others
/// @param top the most frequent values first, ties by value; empty where no value is frequent (nearly unique
///     columns)
/// @param texts for texts; null for others
public record ColumnProfile(
        String name,
        ColumnType type,
        long rows,
        long missing,
        long infinite,
        long distinct,
        boolean distinctExact,
        @Nullable String least,
        @Nullable String most,
        @Nullable Numbers numbers,
        List<ValueCount> top,
        @Nullable Lengths texts) {
    public ColumnProfile {
        top = List.copyOf(top);
    }

    /// A value and how many rows have it.
    public record ValueCount(String value, long count) {}

    /// Moments and shape of the finite values.
    ///
    /// @param sd sample standard deviation; NaN for fewer than two values
    /// @param quantiles at [#LEVELS], estimated (of more than 400,000 rows, on a sample of some 200,000)
    /// @param histogram counts of equal-width bins from `least` to `most`, the last bin closed
    public record Numbers(
            double least, double most, double mean, double sd, List<Double> quantiles, List<Long> histogram) {
        public static final List<Double> LEVELS = List.of(0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99);

        public Numbers {
            quantiles = List.copyOf(quantiles);
            histogram = List.copyOf(histogram);
        }
    }

    /// Lengths of texts in characters.
    ///
    /// @param words mean number of words
    public record Lengths(long least, double mean, long most, double words) {}

    public long present() {
        return rows - missing;
    }

    /// Share of the rows without a value, in [0, 1]; 0 for no rows.
    public double missingShare() {
        return rows == 0 ? 0 : (double) missing / rows;
    }

    /// Whether all present values are the same (or there is none).
    public boolean constant() {
        return distinct <= 1 && distinctExact;
    }
}
