package dev.trefoil.core.column;

import java.util.Arrays;
import java.util.BitSet;
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

    /// A column in which every value is missing.
    static Column missing(ColumnType type, int rows) {
        return switch (type) {
            case NUMBER -> {
                double[] values = new double[rows];
                Arrays.fill(values, Double.NaN);
                yield new NumberColumn(values);
            }
            case INTEGER -> {
                BitSet marks = new BitSet(rows);
                marks.set(0, rows);
                yield new IntegerColumn(new long[rows], marks);
            }
            case BOOLEAN -> {
                byte[] values = new byte[rows];
                Arrays.fill(values, BooleanColumn.MISSING);
                yield new BooleanColumn(values);
            }
            case STRING -> new StringColumn(new @Nullable String[rows]);
            case TIMESTAMP, DATE -> {
                long[] values = new long[rows];
                Arrays.fill(values, TimeColumn.MISSING);
                yield new TimeColumn(type, values);
            }
        };
    }
}
