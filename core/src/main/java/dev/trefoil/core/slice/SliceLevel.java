package dev.trefoil.core.slice;

import java.util.Arrays;

/// All slices of one length that may have a part worth finding, in ascending order of their traits. A slice is
/// the slice of the level above that shares all but its last trait, and that last trait: one level is a floor
/// of a tree.
final class SliceLevel {
    private int size;
    private int[] above = new int[64];
    private int[] last = new int[64];
    private int[] rows = new int[64];
    private double[] sum = new double[64];
    private double[] most = new double[64];
    private int[] first;

    /// @param sizeAbove slices on the level above, 1 for the first level
    SliceLevel(int sizeAbove) {
        this.first = new int[sizeAbove + 1];
    }

    /// Adds a slice; those of one parent together, parents and last traits ascending.
    void add(int parent, int trait, int count, double errorSum, double mostError) {
        if (size == last.length) {
            int more = size * 2;
            above = Arrays.copyOf(above, more);
            last = Arrays.copyOf(last, more);
            rows = Arrays.copyOf(rows, more);
            sum = Arrays.copyOf(sum, more);
            most = Arrays.copyOf(most, more);
        }
        above[size] = parent;
        last[size] = trait;
        rows[size] = count;
        sum[size] = errorSum;
        most[size] = mostError;
        size++;
        first[parent + 1] = size;
    }

    /// To be called once, after the last slice.
    void close() {
        for (int i = 1; i < first.length; i++) {
            first[i] = Math.max(first[i], first[i - 1]);
        }
    }

    int size() {
        return size;
    }

    /// The position after the last slice of the same parent.
    int end(int slice) {
        return first[above[slice] + 1];
    }

    /// The slice of this parent that ends in this trait; −1 when it did not survive.
    int find(int parent, int trait) {
        int at = Arrays.binarySearch(last, first[parent], first[parent + 1], trait);
        return at < 0 ? -1 : at;
    }

    int above(int slice) {
        return above[slice];
    }

    int last(int slice) {
        return last[slice];
    }

    int rows(int slice) {
        return rows[slice];
    }

    double sum(int slice) {
        return sum[slice];
    }

    double most(int slice) {
        return most[slice];
    }
}
