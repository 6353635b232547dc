package dev.trefoil.core.calibration;

/// Platt's logistic curve 1 / (1 + exp(a·s + b)), fitted on targets drawn in a little from 0 and 1.
///
/// @param a slope, below 0 where high scores mean positive
/// @param b shift
public record Platt(double a, double b) implements Calibrator {
    private static final int ROUNDS = 100;

    /// Newton's method with halved steps (Lin, Lin and Weng 2007).
    public static Platt fit(double[] score, double[] truth) {
        Calibrator.check(score, truth);
        double positives = 0;
        for (double value : truth) {
            positives += value;
        }
        double negatives = truth.length - positives;
        double high = (positives + 1) / (positives + 2);
        double low = 1 / (negatives + 2);
        double[] target = new double[truth.length];
        for (int i = 0; i < target.length; i++) {
            target[i] = truth[i] == 1 ? high : low;
        }
        Platt curve = new Platt(0, Math.log((negatives + 1) / (positives + 1)));
        double loss = curve.loss(score, target);
        for (int round = 0; round < ROUNDS; round++) {
            Platt step = curve.newton(score, target);
            double length = 1;
            while (length > 1e-10) {
                Platt next = new Platt(curve.a + length * step.a, curve.b + length * step.b);
                double nextLoss = next.loss(score, target);
                if (nextLoss < loss) {
                    curve = next;
                    loss = nextLoss;
                    break;
                }
                length /= 2;
            }
            if (length <= 1e-10) {
                break;
            }
        }
        return curve;
    }

    @Override
    public double apply(double score) {
        return 1 / (1 + Math.exp(a * score + b));
    }

    @Override
    public String id() {
        return "platt";
    }

    private double loss(double[] score, double[] target) {
        double loss = 0;
        for (int i = 0; i < score.length; i++) {
            double f = a * score[i] + b;
            loss += f >= 0 ? target[i] * f + Math.log1p(Math.exp(-f)) : (target[i] - 1) * f + Math.log1p(Math.exp(f));
        }
        return loss;
    }

    private Platt newton(double[] score, double[] target) {
        double h11 = 1e-12;
        double h22 = 1e-12;
        double h12 = 0;
        double g1 = 0;
        double g2 = 0;
        for (int i = 0; i < score.length; i++) {
            double p = apply(score[i]);
            double weight = p * (1 - p);
            h11 += score[i] * score[i] * weight;
            h22 += weight;
            h12 += score[i] * weight;
            g1 += score[i] * (target[i] - p);
            g2 += target[i] - p;
        }
        double determinant = h11 * h22 - h12 * h12;
        return determinant <= 0
                ? new Platt(-g1 / h11, -g2 / h22)
                : new Platt(-(h22 * g1 - h12 * g2) / determinant, -(-h12 * g1 + h11 * g2) / determinant);
    }
}
