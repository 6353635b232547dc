package dev.trefoil.core.column;

import org.jspecify.annotations.Nullable;

/// 64-bit floating point values; NaN is missing, infinities are values.
public final class NumberColumn implements Column {
    private final double[] values;

    public NumberColumn(double[] values) {
        this.values = values;
    }

    /// The array itself, not a copy.
    public double[] values() {
        return values;
    }

    @Override
    public ColumnType type() {
        return ColumnType.NUMBER;
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public boolean missing(int row) {
        return Double.isNaN(values[row]);
    }

    @Override
    public double number(int row) {
        return values[row];
    }

    @Override
    public @Nullable String text(int row) {
        return missing(row) ? null : text(values[row]);
    }

    /// A number as people read it: 3, not 3.0; 1.0E300 stays as Java writes it.
    public static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    @Override
    public NumberColumn pick(int[] rows) {
        double[] picked = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            picked[i] = values[rows[i]];
        }
        return new NumberColumn(picked);
    }
}
