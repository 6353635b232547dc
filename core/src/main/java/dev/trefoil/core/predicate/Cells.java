package dev.trefoil.core.predicate;

import dev.trefoil.core.column.BooleanColumn;
import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.IntegerColumn;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.core.column.TimeColumn;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/// The cells of one row, by position in the schema a predicate was resolved against.
interface Cells {
    boolean missing(int column);

    /// The value of an integer, of a boolean as 0 or 1, of a time as microseconds; 0 where missing.
    long whole(int column);

    /// The value of a number or integer; NaN where missing.
    double number(int column);

    /// The value of a text; empty where missing.
    String text(int column);

    /// A cursor over the rows of a batch. Not safe for use by several threads.
    final class InBatch implements Cells {
        private final Column[] columns;
        private int row;

        /// Columns are found by name; one that is missing or of another type is an [IllegalArgumentException].
        InBatch(Schema schema, ColumnBatch batch, int[] used) {
            this.columns = new Column[schema.size()];
            for (int index : used) {
                ColumnSpec spec = schema.columns().get(index);
                Column column = batch.column(spec.name());
                if (column.type() != spec.type()) {
                    throw new IllegalArgumentException("column '" + spec.name() + "' is " + column.type()
                            + ", the predicate was resolved against " + spec.type());
                }
                columns[index] = column;
            }
        }

        InBatch at(int position) {
            row = position;
            return this;
        }

        @Override
        public boolean missing(int column) {
            return columns[column].missing(row);
        }

        @Override
        public long whole(int column) {
            return switch (columns[column]) {
                case IntegerColumn integers -> integers.values()[row];
                case TimeColumn times -> times.micros()[row];
                case BooleanColumn booleans -> (long) booleans.number(row);
                case NumberColumn numbers -> (long) numbers.values()[row];
                case StringColumn _ -> 0;
            };
        }

        @Override
        public double number(int column) {
            return columns[column].number(row);
        }

        @Override
        public String text(int column) {
            String text = columns[column].text(row);
            return text == null ? "" : text;
        }
    }

    /// The values of a [ValueSource], checked against the schema as they are read.
    record InSource(Schema schema, ValueSource source) implements Cells {
        @Override
        public boolean missing(int column) {
            Object value = value(column);
            return value == null || (value instanceof Double d && d.isNaN()) || (value instanceof Float f && f.isNaN());
        }

        @Override
        public long whole(int column) {
            Object value = value(column);
            return switch (value) {
                case null -> 0;
                case Boolean b -> b ? 1 : 0;
                case Number n -> n.longValue();
                case Instant at -> Times.micros(at);
                case LocalDateTime at -> Times.micros(at);
                case LocalDate day -> Times.micros(day.atStartOfDay());
                case String text -> Times.parse(text).orElseThrow(() -> wrong(column, "'" + text + "'"));
                default -> throw wrong(column, value.getClass().getSimpleName());
            };
        }

        @Override
        public double number(int column) {
            Object value = value(column);
            return switch (value) {
                case null -> Double.NaN;
                case Number n -> n.doubleValue();
                default -> throw wrong(column, value.getClass().getSimpleName());
            };
        }

        @Override
        public String text(int column) {
            Object value = value(column);
            return switch (value) {
                case null -> "";
                case String text -> text;
                default -> throw wrong(column, value.getClass().getSimpleName());
            };
        }

        /// The value, if its kind fits the type of the column.
        private @Nullable Object value(int column) {
            ColumnSpec spec = schema.columns().get(column);
            Object value = source.value(spec.name());
            ColumnType type = spec.type();
            boolean fits = switch (value) {
                case null -> true;
                case Number _ -> type.numeric();
                case Boolean _ -> type == ColumnType.BOOLEAN;
                case String _ -> type == ColumnType.STRING || type.temporal();
                case Instant _ -> type.temporal();
                case LocalDateTime _ -> type.temporal();
                case LocalDate _ -> type.temporal();
                default -> false;
            };
            if (!fits) {
                throw wrong(column, value == null ? "null" : value.getClass().getSimpleName());
            }
            return value;
        }

        private IllegalArgumentException wrong(int column, String found) {
            ColumnSpec spec = schema.columns().get(column);
            return new IllegalArgumentException(
                    "'" + spec.name() + "' should be " + Times.words(spec.type()) + ", not " + found);
        }
    }
}
