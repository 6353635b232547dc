package dev.trefoil.core.column;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// 64-bit integers. A set bit marks a missing row; its value is then 0.
public final class IntegerColumn implements Column {
    private final long[] values;
    private final BitSet missing;

    public IntegerColumn(long[] values, BitSet missing) {
        this.values = values;
        this.missing = missing;
    }

    /// The array itself, not a copy.
    public long[] values() {
        return values;
    }

    @Override
    public ColumnType type() {
        return ColumnType.INTEGER;
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public boolean missing(int row) {
        return missing.get(row);
    }

    @Override
    public double number(int row) {
        return missing.get(row) ? Double.NaN : (double) values[row];
    }

    @Override
    public @Nullable String text(int row) {
        return missing.get(row) ? null : Long.toString(values[row]);
    }

    @Override
    public IntegerColumn pick(int[] rows) {
        long[] picked = new long[rows.length];
        BitSet marks = new BitSet(rows.length);
        for (int i = 0; i < rows.length; i++) {
            picked[i] = values[rows[i]];
            marks.set(i, missing.get(rows[i]));
        }
        return new IntegerColumn(picked, marks);
    }
}
