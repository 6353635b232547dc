package dev.trefoil.core.calibration;

import dev.trefoil.core.distribution.Normal;
import dev.trefoil.core.verdict.Estimate;

/// The logistic line of truth on the logit of the probability: intercept 0 and slope 1 are perfect, a slope
/// below 1 says
/// the probabilities are too extreme. Intervals from the information matrix, for independent rows.
public record CalibrationLine(Estimate intercept, Estimate slope) {
    private static final double FLOOR = 1e-12;

    public static CalibrationLine fit(double[] probability, double[] truth, double confidence) {
        Calibrator.check(probability, truth);
        double[] logit = new double[probability.length];
        for (int i = 0; i < logit.length; i++) {
            if (!(probability[i] >= 0 && probability[i] <= 1)) {
                throw new IllegalArgumentException(
                        "row " + i + ": a probability lies in [0, 1], not " + probability[i]);
            }
            double p = Math.min(1 - FLOOR, Math.max(FLOOR, probability[i]));
            logit[i] = Math.log(p / (1 - p));
        }
        double a = 0;
        double b = 0;
        double varianceA = Double.NaN;
        double varianceB = Double.NaN;
        for (int round = 0; round < 100; round++) {
            double g0 = 0;
            double g1 = 0;
            double h00 = 0;
            double h01 = 0;
            double h11 = 0;
            for (int i = 0; i < logit.length; i++) {
                double p = 1 / (1 + Math.exp(-a - b * logit[i]));
                double w = p * (1 - p);
                g0 += truth[i] - p;
                g1 += (truth[i] - p) * logit[i];
                h00 += w;
                h01 += w * logit[i];
                h11 += w * logit[i] * logit[i];
            }
            double determinant = h00 * h11 - h01 * h01;
            if (!(determinant > 1e-12 * h00 * h11) || Math.abs(b) > 1e3) {
                return new CalibrationLine(none("intercept", logit.length), none("slope", logit.length));
            }
            double stepA = (h11 * g0 - h01 * g1) / determinant;
            double stepB = (h00 * g1 - h01 * g0) / determinant;
            a += stepA;
            b += stepB;
            varianceA = h11 / determinant;
            varianceB = h00 / determinant;
            if (Math.abs(stepA) + Math.abs(stepB) < 1e-12 * (1 + Math.abs(a) + Math.abs(b))) {
                break;
            }
        }
        return new CalibrationLine(
                estimate(a, varianceA, logit.length, "intercept", confidence),
                estimate(b, varianceB, logit.length, "slope", confidence));
    }

    private static Estimate estimate(double value, double variance, int n, String name, double confidence) {
        double half = Normal.quantile(0.5 + confidence / 2) * Math.sqrt(variance);
        return new Estimate(value, value - half, value + half, n, n, "calibration-" + name + "/logistic", confidence);
    }

    private static Estimate none(String name, int n) {
        return new Estimate(
                Double.NaN, Double.NaN, Double.NaN, n, n, "calibration-" + name + "/undefined:separated", 0.95);
    }
}
