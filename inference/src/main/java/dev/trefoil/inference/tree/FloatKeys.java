package dev.trefoil.inference.tree;

/// Single-precision numbers as integers of the same order: their bits, with those of negative ones turned round.
final class FloatKeys implements KeyScheme {
    private static final float ZERO = 1e-35f;

    private final Forest forest;
    private final int[] feature;
    private final int[] missing;
    private final boolean[] zeroMissing;
    private final boolean rounding;
    private final boolean flushing;

    /// @param rounding whether numbers beyond single precision are rounded to it; otherwise they cannot be said
    /// @param flushing whether numbers of at most 1e-35 are zero
    FloatKeys(Forest forest, KeySlots slots, boolean rounding, boolean flushing) {
        this.forest = forest;
        this.feature = slots.features();
        this.missing = slots.missing();
        this.zeroMissing = slots.zeroMissing();
        this.rounding = rounding;
        this.flushing = flushing;
    }

    @Override
    public int keys() {
        return feature.length;
    }

    @Override
    public boolean encode(double[] rows, int offset, int[] keys, int at) {
        boolean exact = true;
        for (int slot = 0; slot < feature.length; slot++) {
            double wide = rows[offset + feature[slot]];
            float x = (float) wide;
            exact &= x == wide || Double.isNaN(wide);
            keys[at + slot] = Float.isNaN(x) ? missing[slot] : key(flushed(x));
        }
        zeros(keys, at);
        return exact || rounding;
    }

    @Override
    public boolean column(int slot, double[] matrix, int offset, int rows, int[] keys) {
        boolean exact = true;
        int absent = missing[slot];
        for (int r = 0, at = offset + feature[slot]; r < rows; r++, at += forest.features) {
            double wide = matrix[at];
            float x = (float) wide;
            exact &= x == wide || Double.isNaN(wide);
            keys[r] = Float.isNaN(x) ? absent : key(flushed(x));
        }
        if (zeroMissing.length > 0 && zeroMissing[slot]) {
            for (int r = 0; r < rows; r++) {
                keys[r] = keys[r] == 0 ? absent : keys[r];
            }
        }
        return exact || rounding;
    }

    @Override
    public void encode(float[] row, int[] keys) {
        for (int slot = 0; slot < feature.length; slot++) {
            float x = row[feature[slot]];
            keys[slot] = Float.isNaN(x) ? missing[slot] : key(flushed(x));
        }
        zeros(keys, 0);
    }

    private float flushed(float x) {
        return flushing && Math.abs(x) <= ZERO ? 0 : x;
    }

    /// The key of zero is 0.
    private void zeros(int[] keys, int at) {
        for (int slot = 0; slot < zeroMissing.length; slot++) {
            if (zeroMissing[slot] && keys[at + slot] == 0) {
                keys[at + slot] = missing[slot];
            }
        }
    }

    private static int key(float x) {
        int bits = Float.floatToRawIntBits(x + 0f);
        return bits ^ bits >> 31 & 0x7fffffff;
    }

    @Override
    public int threshold(int node) {
        double t = forest.threshold[node];
        float near = (float) t;
        if (SplitTest.BY_CODE[forest.test[node] & 0xf] == SplitTest.BELOW) {
            return key(near < t ? Math.nextUp(near) : near);
        }
        return key(near > t ? Math.nextDown(near) : near) + 1;
    }
}
