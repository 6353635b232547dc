package dev.trefoil.training.trainer;

import java.util.Arrays;

/// The numbers of a matrix that are not zero, row by row, where most are zero; missing counts as zero, as it
/// does in a
/// linear model. Where most are not, all are kept.
final class Sparse {
    private static final double SPARSE_BELOW = 0.3;

    private final int rows;
    private final int columns;
    private final float[] values;
    private final int[] columnOf;
    private final int[] from;

    private Sparse(int rows, int columns, float[] values, int[] columnOf, int[] from) {
        this.rows = rows;
        this.columns = columns;
        this.values = values;
        this.columnOf = columnOf;
        this.from = from;
    }

    static Sparse of(EncodedRows rows) {
        float[] all = rows.features();
        int present = 0;
        for (float value : all) {
            present += zero(value) ? 0 : 1;
        }
        if (present >= SPARSE_BELOW * all.length) {
            return new Sparse(rows.rows(), rows.columns(), filled(all), new int[0], new int[0]);
        }
        float[] values = new float[present];
        int[] columnOf = new int[present];
        int[] from = new int[rows.rows() + 1];
        int at = 0;
        for (int row = 0; row < rows.rows(); row++) {
            for (int column = 0; column < rows.columns(); column++) {
                float value = all[row * rows.columns() + column];
                if (!zero(value)) {
                    values[at] = value;
                    columnOf[at++] = column;
                }
            }
            from[row + 1] = at;
        }
        return new Sparse(rows.rows(), rows.columns(), values, columnOf, from);
    }

    private static boolean zero(float value) {
        return value == 0 || Float.isNaN(value);
    }

    private static float[] filled(float[] all) {
        boolean missing = false;
        for (float value : all) {
            missing |= Float.isNaN(value);
        }
        if (!missing) {
            return all;
        }
        float[] copy = Arrays.copyOf(all, all.length);
        for (int i = 0; i < copy.length; i++) {
            copy[i] = Float.isNaN(copy[i]) ? 0 : copy[i];
        }
        return copy;
    }

    private boolean dense() {
        return from.length == 0;
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /// The sum of one row, each number times the weight at its column, counted from `offset`.
    double dot(int row, double[] weights, int offset) {
        double sum = 0;
        if (dense()) {
            int start = row * columns;
            for (int column = 0; column < columns; column++) {
                sum += values[start + column] * weights[offset + column];
            }
        } else {
            for (int at = from[row]; at < from[row + 1]; at++) {
                sum += values[at] * weights[offset + columnOf[at]];
            }
        }
        return sum;
    }

    /// Adds `factor` times the row to the numbers from `offset` on.
    void add(int row, double factor, double[] into, int offset) {
        if (dense()) {
            int start = row * columns;
            for (int column = 0; column < columns; column++) {
                into[offset + column] += factor * values[start + column];
            }
        } else {
            for (int at = from[row]; at < from[row + 1]; at++) {
                into[offset + columnOf[at]] += factor * values[at];
            }
        }
    }

    /// Mean and standard deviation of every column; a constant column has deviation 1.
    double[][] moments() {
        double[] mean = new double[columns];
        double[] square = new double[columns];
        for (int row = 0; row < rows; row++) {
            if (dense()) {
                for (int column = 0; column < columns; column++) {
                    double value = values[row * columns + column];
                    mean[column] += value;
                    square[column] += value * value;
                }
            } else {
                for (int at = from[row]; at < from[row + 1]; at++) {
                    mean[columnOf[at]] += values[at];
                    square[columnOf[at]] += (double) values[at] * values[at];
                }
            }
        }
        double[] deviation = new double[columns];
        for (int column = 0; column < columns; column++) {
            mean[column] /= rows;
            double variance = square[column] / rows - mean[column] * mean[column];
            deviation[column] = variance > 1e-12 ? Math.sqrt(variance) : 1;
        }
        return new double[][] {mean, deviation};
    }
}
