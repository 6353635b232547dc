package dev.trefoil.core.unlabelled;

import dev.trefoil.core.calibration.Calibrator;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Rows whose truth is known and that the model has not been trained on: what a score is worth is learnt from
/// them. Do not change the arrays.
public final class Reference {
    private final double[] score;
    private final double[] truth;
    private final int classes;
    private final int @Nullable [] clusters;

    /// Two classes.
    ///
    /// @param score probability of the positive class
    /// @param truth 0 or 1, both there
    /// @param clusters id of the day or person of each row; null where rows are independent
    public Reference(double[] score, double[] truth, int @Nullable [] clusters) {
        this(score, truth, 2, clusters);
        Calibrator.check(score, truth);
    }

    private Reference(double[] score, double[] truth, int classes, int @Nullable [] clusters) {
        int width = classes == 2 ? 1 : classes;
        for (int i = 0; i < score.length; i++) {
            if (!(score[i] >= 0 && score[i] <= 1)) {
                throw new IllegalArgumentException(
                        "an estimate without truth needs probabilities in [0, 1], reference row " + i / width + " has "
                                + score[i]);
            }
        }
        if (clusters != null && clusters.length != truth.length) {
            throw new IllegalArgumentException(clusters.length + " clusters for " + truth.length + " rows");
        }
        this.score = score;
        this.truth = truth;
        this.classes = classes;
        this.clusters = clusters;
    }

    /// Three classes or more.
    ///
    /// @param probabilities rows × classes
    /// @param truth index of the class of each row; every class must occur, and none be all there is
    /// @param clusters as above
    public static Reference ofClasses(double[] probabilities, int classes, int[] truth, int @Nullable [] clusters) {
        if (classes < 3 || probabilities.length != (long) truth.length * classes) {
            throw new IllegalArgumentException(
                    probabilities.length + " probabilities for " + truth.length + " rows of " + classes + " classes");
        }
        boolean[] seen = new boolean[classes];
        double[] known = new double[truth.length];
        for (int i = 0; i < truth.length; i++) {
            seen[truth[i]] = true;
            known[i] = truth[i];
        }
        for (int k = 0; k < classes; k++) {
            if (!seen[k]) {
                throw new IllegalArgumentException("the reference has no row of class number " + k
                        + "; it takes rows of every class to learn what a probability is worth");
            }
        }
        return new Reference(probabilities, known, classes, clusters);
    }

    /// Probabilities of a row: one for two classes.
    int width() {
        return classes == 2 ? 1 : classes;
    }

    int classes() {
        return classes;
    }

    int rows() {
        return truth.length;
    }

    /// The probabilities of a class at these rows.
    double[] score(int of, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> score[i * width() + of]).toArray();
    }

    /// 1 at these rows where the row is of a class (for two classes: of the positive one), else 0.
    double[] truth(int of, int[] rows) {
        return Arrays.stream(rows)
                .mapToDouble(i -> classes == 2 ? truth[i] : truth[i] == of ? 1 : 0)
                .toArray();
    }

    int @Nullable [] clusters() {
        return clusters;
    }
}
