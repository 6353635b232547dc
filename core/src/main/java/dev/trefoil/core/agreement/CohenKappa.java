package dev.trefoil.core.agreement;

import dev.trefoil.core.distribution.Normal;
import dev.trefoil.core.verdict.Estimate;

/// Cohen's κ of two annotators: agreement beyond what their own frequencies of labels would give by chance.
/// The interval is that of Fleiss, Cohen and Everitt (1969), as in statsmodels.
public enum CohenKappa {
    /// All disagreements are alike.
    PLAIN("kappa"),
    /// Disagreements weigh |i − j|.
    LINEAR("kappa-linear"),
    /// Disagreements weigh (i − j)².
    QUADRATIC("kappa-quadratic");

    private final String id;

    CohenKappa(String id) {
        this.id = id;
    }

    /// The start of its method id.
    public String id() {
        return id;
    }

    /// Of a table of counts, row-major, classes × classes. Undefined without items, and where chance alone
    /// would agree always.
    public Estimate of(double[] table, int classes, double confidence) {
        double n = 0;
        for (double cell : table) {
            n += cell;
        }
        long items = (long) n;
        if (n == 0) {
            return new Estimate(Double.NaN, Double.NaN, Double.NaN, 0, 0, id + "/undefined:no-shared-item", confidence);
        }
        double[] rows = new double[classes];
        double[] columns = new double[classes];
        for (int i = 0; i < classes; i++) {
            for (int j = 0; j < classes; j++) {
                rows[i] += table[i * classes + j] / n;
                columns[j] += table[i * classes + j] / n;
            }
        }
        double observed = 0;
        double expected = 0;
        double[] ofRow = new double[classes];
        double[] ofColumn = new double[classes];
        for (int i = 0; i < classes; i++) {
            for (int j = 0; j < classes; j++) {
                double weight = weight(i, j, classes);
                observed += weight * table[i * classes + j] / n;
                expected += weight * rows[i] * columns[j];
                ofRow[i] += columns[j] * (1 - weight);
                ofColumn[j] += rows[i] * (1 - weight);
            }
        }
        if (expected == 0) {
            return new Estimate(
                    Double.NaN, Double.NaN, Double.NaN, items, items, id + "/undefined:one-class", confidence);
        }
        double kappa = 1 - observed / expected;
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            for (int j = 0; j < classes; j++) {
                double away = 1 - weight(i, j, classes) - (ofRow[i] + ofColumn[j]) * (1 - kappa);
                sum += table[i * classes + j] / n * away * away;
            }
        }
        double centre = kappa - (1 - expected) * (1 - kappa);
        double variance = (sum - centre * centre) / (expected * expected * n);
        if (!(variance > 1e-18)) {
            return new Estimate(
                    kappa, Double.NaN, Double.NaN, items, items, id + "/no-interval:no-variation", confidence);
        }
        double half = Normal.quantile(0.5 + confidence / 2) * Math.sqrt(variance);
        return new Estimate(kappa, kappa - half, kappa + half, items, items, id + "/fleiss-cohen-everitt", confidence);
    }

    private double weight(int i, int j, int classes) {
        double away = i == j ? 0 : (double) Math.abs(i - j) / (classes - 1);
        return switch (this) {
            case PLAIN -> i == j ? 0 : 1;
            case LINEAR -> away;
            case QUADRATIC -> away * away;
        };
    }
}
