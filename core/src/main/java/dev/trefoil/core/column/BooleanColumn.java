package dev.trefoil.core.column;

import org.jspecify.annotations.Nullable;

/// Booleans as bytes: 1 true, 0 false, −1 missing.
public final class BooleanColumn implements Column {
    public static final byte MISSING = -1;

    private final byte[] values;

    public BooleanColumn(byte[] values) {
        this.values = values;
    }

    @Override
    public ColumnType type() {
        return ColumnType.BOOLEAN;
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public boolean missing(int row) {
        return values[row] < 0;
    }

    @Override
    public double number(int row) {
        return values[row] < 0 ? Double.NaN : values[row];
    }

    @Override
    public @Nullable String text(int row) {
        return values[row] < 0 ? null : values[row] == 1 ? "true" : "false";
    }

    @Override
    public BooleanColumn pick(int[] rows) {
        byte[] picked = new byte[rows.length];
        for (int i = 0; i < rows.length; i++) {
            picked[i] = values[rows[i]];
        }
        return new BooleanColumn(picked);
    }
}
