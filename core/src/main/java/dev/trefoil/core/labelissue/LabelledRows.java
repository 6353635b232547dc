package dev.trefoil.core.labelissue;

import java.util.function.IntUnaryOperator;

/// Rows with a given label and a model's probability of each class. The arrays belong to it and must not
/// change.
public final class LabelledRows {
    private static final double OFF_ONE = 1e-3;

    private final int[] labels;
    private final double[] probabilities;
    private final int classes;

    private LabelledRows(int[] labels, double[] probabilities, int classes) {
        this.labels = labels;
        this.probabilities = probabilities;
        this.classes = classes;
    }

    /// Labels in [0, classes), probabilities rows × classes row-major, each in [0, 1], those of a row with a
    /// sum of 1 within 0.001. An [IllegalArgumentException] names the first row that is not so.
    public static LabelledRows of(int[] labels, double[] probabilities, int classes) {
        return of(labels, probabilities, classes, row -> row);
    }

    /// The same for rows that had other numbers before rows without a label were left out: messages name
    /// these.
    public static LabelledRows of(int[] labels, double[] probabilities, int classes, IntUnaryOperator number) {
        if (classes < 2) {
            throw new IllegalArgumentException("label issues need the probabilities of two classes or more");
        }
        if (labels.length == 0) {
            throw new IllegalArgumentException("there is no row with a label");
        }
        if (probabilities.length != (long) labels.length * classes) {
            throw new IllegalArgumentException(labels.length + " rows × " + classes
                    + " classes probabilities are needed, not " + probabilities.length);
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException(
                        "row " + number.applyAsInt(i) + ": a label is in [0, " + classes + "), not " + labels[i]);
            }
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                double p = probabilities[i * classes + k];
                if (!(p >= 0 && p <= 1)) {
                    throw new IllegalArgumentException(
                            "row " + number.applyAsInt(i) + ": a probability lies in [0, 1], not " + p);
                }
                sum += p;
            }
            if (Math.abs(sum - 1) > OFF_ONE) {
                throw new IllegalArgumentException(
                        "row " + number.applyAsInt(i) + ": the probabilities of all classes sum to 1, not to " + sum);
            }
        }
        return new LabelledRows(labels, probabilities, classes);
    }

    public int size() {
        return labels.length;
    }

    public int classes() {
        return classes;
    }

    public int label(int row) {
        return labels[row];
    }

    public double probability(int row, int of) {
        return probabilities[row * classes + of];
    }

    /// The most probable class, the first of equals.
    public int mostProbable(int row) {
        return mostProbable(row, 0);
    }

    /// The same after the given label's probability was raised by this much.
    int mostProbable(int row, double favour) {
        int from = row * classes;
        int best = 0;
        double most = probabilities[from] + (labels[row] == 0 ? favour : 0);
        for (int k = 1; k < classes; k++) {
            double p = probabilities[from + k] + (labels[row] == k ? favour : 0);
            if (p > most) {
                most = p;
                best = k;
            }
        }
        return best;
    }

    /// How many rows each label has.
    int[] counts() {
        int[] counts = new int[classes];
        for (int label : labels) {
            counts[label]++;
        }
        return counts;
    }
}
