package dev.trefoil.core.drift;

import java.util.Arrays;

/// Sorts many numbers by the digits of their bits, about three times as fast as by comparing.
final class RadixSort {
    private static final int BITS = 11;
    private static final int BUCKETS = 1 << BITS;
    private static final int DIGITS = 6;
    private static final int WORTH_IT = 20_000;

    private RadixSort() {}

    /// Ascending, in place; there must be no NaN and no −0.
    static void sort(double[] values) {
        if (values.length < WORTH_IT) {
            Arrays.sort(values);
            return;
        }
        long[] keys = new long[values.length];
        int[][] counts = new int[DIGITS][BUCKETS];
        for (int i = 0; i < keys.length; i++) {
            long bits = Double.doubleToRawLongBits(values[i]);
            long key = bits ^ ((bits >> 63) | Long.MIN_VALUE);
            keys[i] = key;
            for (int digit = 0; digit < DIGITS; digit++) {
                counts[digit][(int) (key >>> (BITS * digit)) & (BUCKETS - 1)]++;
            }
        }
        long[] other = new long[keys.length];
        for (int digit = 0; digit < DIGITS; digit++) {
            int[] start = counts[digit];
            int shift = BITS * digit;
            if (start[(int) (keys[0] >>> shift) & (BUCKETS - 1)] == keys.length) {
                continue;
            }
            int sum = 0;
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                int count = start[bucket];
                start[bucket] = sum;
                sum += count;
            }
            for (long key : keys) {
                other[start[(int) (key >>> shift) & (BUCKETS - 1)]++] = key;
            }
            long[] kept = keys;
            keys = other;
            other = kept;
        }
        for (int i = 0; i < keys.length; i++) {
            long key = keys[i];
            values[i] = Double.longBitsToDouble(key ^ (key < 0 ? Long.MIN_VALUE : -1L));
        }
    }
}
