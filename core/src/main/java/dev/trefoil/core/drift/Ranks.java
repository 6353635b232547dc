package dev.trefoil.core.drift;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The numbers at some ranks of many, and how many are below each, without sorting all: numbers are counted by their
/// first bits, and only those that share them with a wanted one are sorted.
final class Ranks {
    private static final int SHIFT = 46;
    private static final int BUCKETS = 1 << (64 - SHIFT);

    private final int[] starts;
    private final double[] @Nullable [] sorted;

    private Ranks(int[] starts, double[] @Nullable [] sorted) {
        this.starts = starts;
        this.sorted = sorted;
    }

    /// There must be no NaN and no −0; ranks count from 0.
    static Ranks of(double[] values, int[] ranks) {
        int[] starts = new int[BUCKETS + 1];
        for (double value : values) {
            starts[bucket(value) + 1]++;
        }
        for (int i = 0; i < BUCKETS; i++) {
            starts[i + 1] += starts[i];
        }
        double[] @Nullable [] kept = new double[BUCKETS][];
        for (int rank : ranks) {
            int at = holding(starts, rank);
            if (kept[at] == null) {
                kept[at] = new double[starts[at + 1] - starts[at]];
            }
        }
        int[] filled = new int[BUCKETS];
        for (double value : values) {
            int at = bucket(value);
            double[] of = kept[at];
            if (of != null) {
                of[filled[at]++] = value;
            }
        }
        for (double[] one : kept) {
            if (one != null) {
                RadixSort.sort(one);
            }
        }
        return new Ranks(starts, kept);
    }

    /// The number at a wanted rank.
    double at(int rank) {
        int at = holding(starts, rank);
        return of(at)[rank - starts[at]];
    }

    /// How many are below a number that stands at a wanted rank.
    int below(double x) {
        int at = bucket(x);
        return starts[at] + FixedBins.below(of(at), x);
    }

    private double[] of(int bucket) {
        double[] of = sorted[bucket];
        if (of == null) {
            throw new IllegalArgumentException("this rank was not asked for");
        }
        return of;
    }

    /// The last bucket that starts at or before a rank, which is the one that holds it.
    private static int holding(int[] starts, int rank) {
        int at = Arrays.binarySearch(starts, rank);
        int place = at < 0 ? -at - 2 : at;
        while (starts[place + 1] == rank) {
            place++;
        }
        return place;
    }

    /// Rises with the number.
    private static int bucket(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return (int) ((bits ^ ((bits >> 63) | Long.MIN_VALUE)) >>> SHIFT);
    }
}
