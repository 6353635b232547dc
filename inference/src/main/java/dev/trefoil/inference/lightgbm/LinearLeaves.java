package dev.trefoil.inference.lightgbm;

import dev.trefoil.inference.format.Growing;

/// The linear models in the leaves of one tree: constant, features and coefficients of each leaf.
final class LinearLeaves {
    private final double[] constants;
    private final int[] starts;
    private final int[] features;
    private final double[] coefficients;

    private LinearLeaves(double[] constants, int[] starts, int[] features, double[] coefficients) {
        this.constants = constants;
        this.starts = starts;
        this.features = features;
        this.coefficients = coefficients;
    }

    /// @param counts features of each leaf
    static LinearLeaves of(double[] constants, int[] counts, int[] features, double[] coefficients, int inputs) {
        Growing.Ints starts = new Growing.Ints();
        long start = 0;
        starts.add(0);
        for (int count : counts) {
            start += count;
            if (count < 0 || start > features.length) {
                throw new IllegalArgumentException("its linear leaves name more features than there are");
            }
            starts.add((int) start);
        }
        if (constants.length != counts.length || start != features.length || start != coefficients.length) {
            throw new IllegalArgumentException("its linear leaves have arrays of different lengths");
        }
        for (int feature : features) {
            if (feature < 0 || feature >= inputs) {
                throw new IllegalArgumentException("a linear leaf asks for feature " + feature + " of " + inputs);
            }
        }
        return new LinearLeaves(constants, starts.array(), features, coefficients);
    }

    /// The value of a leaf for a row; the leaf's plain value when one of its features is missing.
    double value(int leaf, double plain, double[] rows, int offset) {
        double sum = constants[leaf];
        for (int i = starts[leaf]; i < starts[leaf + 1]; i++) {
            double x = rows[offset + features[i]];
            if (Double.isNaN(x)) {
                return plain;
            }
            sum += coefficients[i] * x;
        }
        return sum;
    }
}
