package dev.trefoil.core.unlabelled;

import dev.trefoil.core.calibration.Calibrator;
import org.jspecify.annotations.Nullable;

/// Rows whose truth is known and that the model has not been trained on: what a score is worth is learnt from
/// them. Do not change the arrays.
public final class Reference {
    private final double[] score;
    private final double[] truth;
    private final int @Nullable [] clusters;

    /// @param score probability of the positive class
    /// @param truth 0 or 1, both there
    /// @param clusters id of the day or person of each row; null where rows are independent
    public Reference(double[] score, double[] truth, int @Nullable [] clusters) {
        Calibrator.check(score, truth);
        for (int i = 0; i < score.length; i++) {
            if (!(score[i] >= 0 && score[i] <= 1)) {
                throw new IllegalArgumentException(
                        "an estimate without truth needs probabilities in [0, 1], reference row " + i + " has "
                                + score[i]);
            }
        }
        if (clusters != null && clusters.length != score.length) {
            throw new IllegalArgumentException(clusters.length + " clusters for " + score.length + " scores");
        }
        this.score = score;
        this.truth = truth;
        this.clusters = clusters;
    }

    double[] score() {
        return score;
    }

    double[] truth() {
        return truth;
    }

    int @Nullable [] clusters() {
        return clusters;
    }
}
