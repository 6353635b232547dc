package dev.trefoil.inference.tree;

import java.util.Arrays;

/// Leaves of paths over the same number of features, whose Shapley values are taken together: every loop goes over the
/// leaves without a branch, which the JVM compiles to vector instructions. For one thread.
final class PathBatch {
    private static final int MOST = 128;
    private static final int CELLS = 4_096;

    private final int length;
    private final int capacity;
    private final Quadrature points;
    private final int[][] target;
    private final double[][] share;
    private final double[][] follows;
    private final double[][] before;
    private final double[][] gain;
    private final double[] value;
    private final double[] product;
    private int size;

    /// @param length features of a path
    PathBatch(int length) {
        this.length = length;
        this.capacity = Math.clamp(CELLS / length, 8, MOST);
        this.points = Quadrature.of((length + 1) / 2);
        this.target = new int[length][capacity];
        this.share = new double[length][capacity];
        this.follows = new double[length][capacity];
        this.before = new double[length][capacity];
        this.gain = new double[length][capacity];
        this.value = new double[capacity];
        this.product = new double[capacity];
    }

    /// Takes a leaf; true when there is no place for a further one.
    ///
    /// @param features features of its path, which add to the output from `at` on
    /// @param shares share of training rows that follow each
    /// @param followed 1 for each that the row follows, else 0
    boolean add(double leaf, int[] features, double[] shares, double[] followed, int at) {
        int lane = size++;
        value[lane] = leaf;
        for (int i = 0; i < length; i++) {
            target[i][lane] = at + features[i];
            share[i][lane] = shares[i];
            follows[i][lane] = followed[i];
        }
        return size == capacity;
    }

    /// Adds what the leaves give to each feature, and is empty then.
    void flush(double[] out) {
        int count = size;
        size = 0;
        for (double[] sums : gain) {
            Arrays.fill(sums, 0, count, 0);
        }
        for (int point = 0; point < points.t.length; point++) {
            Arrays.fill(product, 0, count, points.weight[point]);
            for (int i = 0; i < length; i++) {
                System.arraycopy(product, 0, before[i], 0, count);
                multiply(product, share[i], follows[i], points.rest[point], points.t[point], count);
            }
            Arrays.fill(product, 0, count, 1);
            for (int i = length - 1; i >= 0; i--) {
                gain(gain[i], before[i], product, count);
                multiply(product, share[i], follows[i], points.rest[point], points.t[point], count);
            }
        }
        for (int i = 0; i < length; i++) {
            for (int lane = 0; lane < count; lane++) {
                out[target[i][lane]] += value[lane] * (follows[i][lane] - share[i][lane]) * gain[i][lane];
            }
        }
    }

    private static void multiply(double[] product, double[] z, double[] o, double rest, double t, int count) {
        for (int lane = 0; lane < count; lane++) {
            product[lane] *= z[lane] * rest + o[lane] * t;
        }
    }

    private static void gain(double[] sums, double[] before, double[] after, int count) {
        for (int lane = 0; lane < count; lane++) {
            sums[lane] += before[lane] * after[lane];
        }
    }
}
