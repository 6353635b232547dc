package dev.trefoil.training.trainer;

import org.jspecify.annotations.Nullable;

/// Rows as numbers, with their labels. Features lie row after row; NaN is missing. A label is a number, or the
/// index of
/// a class. The arrays are not copied and must not change.
public final class EncodedRows {
    private final float[] features;
    private final int columns;
    private final float[] labels;
    private final float @Nullable [] weights;

    public EncodedRows(float[] features, int columns, float[] labels, float @Nullable [] weights) {
        if ((long) labels.length * columns != features.length) {
            throw new IllegalArgumentException(labels.length + " rows of " + columns + " features need "
                    + (long) labels.length * columns + " numbers, not " + features.length);
        }
        if (weights != null && weights.length != labels.length) {
            throw new IllegalArgumentException(labels.length + " rows have " + weights.length + " weights");
        }
        this.features = features;
        this.columns = columns;
        this.labels = labels;
        this.weights = weights;
    }

    public int rows() {
        return labels.length;
    }

    public int columns() {
        return columns;
    }

    /// The array itself, row after row.
    public float[] features() {
        return features;
    }

    /// The array itself.
    public float[] labels() {
        return labels;
    }

    /// The array itself, or null where every row counts once.
    public float @Nullable [] weights() {
        return weights;
    }

    /// A copy of the rows at these positions, in this order.
    public EncodedRows pick(int[] rows) {
        float[] picked = new float[Math.multiplyExact(rows.length, columns)];
        float[] labelled = new float[rows.length];
        float[] weighted = weights == null ? null : new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(features, rows[i] * columns, picked, i * columns, columns);
            labelled[i] = labels[rows[i]];
            if (weights != null && weighted != null) {
                weighted[i] = weights[rows[i]];
            }
        }
        return new EncodedRows(picked, columns, labelled, weighted);
    }
}
