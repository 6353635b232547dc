package dev.trefoil.core.calibration;

/// Turns a score into a probability that can be believed.
public sealed interface Calibrator permits Platt, Isotonic, Temperature {
    /// A probability; NaN for NaN.
    double apply(double score);

    /// A method id.
    String id();

    /// Checks what calibrators are fitted on: scores that are numbers, truths 0 and 1, both there.
    static void check(double[] score, double[] truth) {
        if (score.length != truth.length) {
            throw new IllegalArgumentException(score.length + " scores for " + truth.length + " truths");
        }
        double positives = 0;
        for (int i = 0; i < score.length; i++) {
            if (Double.isNaN(score[i]) || (truth[i] != 0 && truth[i] != 1)) {
                throw new IllegalArgumentException("row " + i + ": a score and a truth of 0 or 1 are needed");
            }
            positives += truth[i];
        }
        if (positives == 0 || positives == score.length) {
            throw new IllegalArgumentException("calibration needs rows of both classes");
        }
    }
}
