package dev.trefoil.table;

import dev.trefoil.core.column.BooleanColumn;
import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.IntegerColumn;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.core.column.TimeColumn;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts batches of one schema below each other.
final class Concatenation {
    private Concatenation() {}

    /// @param batches at least one
    static ColumnBatch of(List<ColumnBatch> batches) {
        if (batches.size() == 1) {
            return batches.getFirst();
        }
        int rows = batches.stream().mapToInt(ColumnBatch::rows).sum();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < batches.getFirst().schema().size(); i++) {
            int index = i;
            columns.add(column(
                    batches.stream().map(b -> b.column(index)).toList(),
                    batches.getFirst().column(index).type(),
                    rows));
        }
        return new ColumnBatch(batches.getFirst().schema(), columns, rows);
    }

    /// No rows.
    static ColumnBatch empty(Schema schema) {
        return new ColumnBatch(
                schema,
                schema.columns().stream()
                        .map(spec -> column(List.of(new StringColumn(new String[0])), spec.type(), 0))
                        .toList(),
                0);
    }

    private static Column column(List<? extends Column> parts, ColumnType type, int rows) {
        double[] numbers = new double[type == ColumnType.NUMBER ? rows : 0];
        long[] longs = new long[type == ColumnType.INTEGER || type.temporal() ? rows : 0];
        byte[] bytes = new byte[type == ColumnType.BOOLEAN ? rows : 0];
        @Nullable String[] texts = new @Nullable String[type == ColumnType.STRING ? rows : 0];
        BitSet missing = new BitSet();
        int at = 0;
        for (Column part : parts) {
            int size = part.size();
            switch (part) {
                case NumberColumn number -> System.arraycopy(number.values(), 0, numbers, at, size);
                case TimeColumn time -> System.arraycopy(time.micros(), 0, longs, at, size);
                case IntegerColumn integer -> {
                    System.arraycopy(integer.values(), 0, longs, at, size);
                    for (int i = 0; i < size; i++) {
                        missing.set(at + i, integer.missing(i));
                    }
                }
                case BooleanColumn flag -> {
                    for (int i = 0; i < size; i++) {
                        bytes[at + i] = flag.missing(i) ? BooleanColumn.MISSING : (byte) flag.number(i);
                    }
                }
                case StringColumn text -> {
                    for (int i = 0; i < size; i++) {
                        texts[at + i] = text.text(i);
                    }
                }
            }
            at += size;
        }
        return switch (type) {
            case NUMBER -> new NumberColumn(numbers);
            case INTEGER -> new IntegerColumn(longs, missing);
            case BOOLEAN -> new BooleanColumn(bytes);
            case STRING -> new StringColumn(texts);
            case TIMESTAMP, DATE -> new TimeColumn(type, longs);
        };
    }
}
