package dev.trefoil.core.column;

import org.jspecify.annotations.Nullable;

/// One column of values with its missing marks. Implementations hold primitive arrays that they own:
/// callers hand an array over and must not change it afterwards.
public sealed interface Column permits NumberColumn, IntegerColumn, BooleanColumn, StringColumn, TimeColumn {
    ColumnType type();

    int size();

    boolean missing(int row);

    /// The value as a number: booleans are 0 and 1, times are seconds since 1970; NaN where missing or where text
    /// is not a number.
    double number(int row);

    /// The value as people read it, or null where missing. Whole numbers carry no fraction; times are ISO-8601.
    @Nullable
    String text(int row);

    /// The rows at these positions, in this order; a position may repeat.
    Column pick(int[] rows);
}
