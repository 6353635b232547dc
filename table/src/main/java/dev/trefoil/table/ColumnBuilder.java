package dev.trefoil.table;

import dev.trefoil.core.column.BooleanColumn;
import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.IntegerColumn;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.core.column.TimeColumn;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;

/// Grows one column from the engine's vectors.
final class ColumnBuilder {
    private static final int SHARED_TEXTS = 1 << 16;

    private final ColumnType type;
    private final Map<String, String> texts = new HashMap<>();
    private double[] numbers = {};
    private long[] longs = {};
    private byte[] bytes = {};
    private @Nullable String[] strings = {};
    private final BitSet missing = new BitSet();
    private int size;

    ColumnBuilder(ColumnType type) {
        this.type = type;
    }

    void append(DuckDBReadableVector vector, int rows) {
        reserve(size + rows);
        switch (type) {
            case NUMBER -> {
                for (int i = 0; i < rows; i++) {
                    numbers[size + i] = vector.getDouble(i, Double.NaN);
                }
            }
            case INTEGER -> {
                for (int i = 0; i < rows; i++) {
                    if (vector.isNull(i)) {
                        missing.set(size + i);
                    } else {
                        longs[size + i] = vector.getLong(i);
                    }
                }
            }
            case TIMESTAMP, DATE -> {
                for (int i = 0; i < rows; i++) {
                    longs[size + i] = vector.getLong(i, TimeColumn.MISSING);
                }
            }
            case BOOLEAN -> {
                for (int i = 0; i < rows; i++) {
                    bytes[size + i] = vector.isNull(i) ? BooleanColumn.MISSING : vector.getBoolean(i) ? (byte) 1 : 0;
                }
            }
            case STRING -> {
                for (int i = 0; i < rows; i++) {
                    String text = vector.getString(i);
                    strings[size + i] = text == null ? null : shared(text);
                }
            }
        }
        size += rows;
    }

    private String shared(String text) {
        if (texts.size() < SHARED_TEXTS) {
            String before = texts.putIfAbsent(text, text);
            return before == null ? text : before;
        }
        return texts.getOrDefault(text, text);
    }

    private void reserve(int wanted) {
        switch (type) {
            case NUMBER -> numbers = wanted > numbers.length ? Arrays.copyOf(numbers, grown(wanted)) : numbers;
            case INTEGER, TIMESTAMP, DATE ->
                longs = wanted > longs.length ? Arrays.copyOf(longs, grown(wanted)) : longs;
            case BOOLEAN -> bytes = wanted > bytes.length ? Arrays.copyOf(bytes, grown(wanted)) : bytes;
            case STRING -> strings = wanted > strings.length ? Arrays.copyOf(strings, grown(wanted)) : strings;
        }
    }

    private int grown(int wanted) {
        return Math.max(wanted, size + (size >> 1));
    }

    /// The column so far; the builder starts anew.
    Column build() {
        Column built = switch (type) {
            case NUMBER -> new NumberColumn(Arrays.copyOf(numbers, size));
            case INTEGER -> new IntegerColumn(Arrays.copyOf(longs, size), (BitSet) missing.clone());
            case TIMESTAMP, DATE -> new TimeColumn(type, Arrays.copyOf(longs, size));
            case BOOLEAN -> new BooleanColumn(Arrays.copyOf(bytes, size));
            case STRING -> new StringColumn(Arrays.copyOf(strings, size));
        };
        missing.clear();
        size = 0;
        return built;
    }
}
