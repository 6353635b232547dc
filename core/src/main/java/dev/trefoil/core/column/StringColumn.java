package dev.trefoil.core.column;

import org.jspecify.annotations.Nullable;

/// Texts; null is missing, the empty text is a value.
public final class StringColumn implements Column {
    private final @Nullable String[] values;

    public StringColumn(@Nullable String[] values) {
        this.values = values;
    }

    @Override
    public ColumnType type() {
        return ColumnType.STRING;
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public boolean missing(int row) {
        return values[row] == null;
    }

    @Override
    public double number(int row) {
        String value = values[row];
        if (value == null || value.isBlank()) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }

    @Override
    public @Nullable String text(int row) {
        return values[row];
    }

    @Override
    public StringColumn pick(int[] rows) {
        @Nullable String[] picked = new @Nullable String[rows.length];
        for (int i = 0; i < rows.length; i++) {
            picked[i] = values[rows[i]];
        }
        return new StringColumn(picked);
    }
}
