package dev.trefoil.core.drift;

import java.util.Arrays;
import java.util.List;

/// A linear classifier of sparse rows, learnt by stochastic gradient descent with the cumulative L1 penalty of
/// Tsuruoka et al. (2009), step for step as scikit-learn's `SGDClassifier(loss="modified_huber", penalty="l1",
/// alpha=1e-4, max_iter=50, random_state=42)` learns it.
final class SparseClassifier {
    private static final double ALPHA = 1e-4;
    private static final int EPOCHS = 50;
    private static final double TOLERANCE = 1e-3;
    private static final int PATIENCE = 5;
    /// The intercept of sparse rows learns more slowly.
    private static final double INTERCEPT_DECAY = 0.01;
    /// The second number that numpy's `RandomState(42)` draws below 2³¹ − 1; the first goes to the data set.
    private static final int SHUFFLE_SEED = 1_273_642_419;

    private final double[] weights;
    private final double[] penalised;
    private double intercept;

    private SparseClassifier(int columns) {
        weights = new double[columns];
        penalised = new double[columns];
    }

    /// @param positive of each row, whether it is of the class that scores above 0
    static SparseClassifier fit(List<SparseRow> rows, boolean[] positive, int columns) {
        SparseClassifier classifier = new SparseClassifier(columns);
        classifier.learn(rows, positive);
        return classifier;
    }

    private void learn(List<SparseRow> rows, boolean[] positive) {
        int n = rows.size();
        int[] order = new int[n];
        Arrays.setAll(order, i -> i);
        double typical = Math.sqrt(1 / Math.sqrt(ALPHA));
        double start = 1 / (typical / Math.max(1, slope(1, -typical)) * ALPHA);
        double steps = 1;
        double penalty = 0;
        double norm = 0;
        double best = Double.POSITIVE_INFINITY;
        int inVain = 0;
        for (int epoch = 0; epoch < EPOCHS && inVain < PATIENCE; epoch++) {
            shuffle(order);
            double objective = 0;
            for (int i : order) {
                SparseRow row = rows.get(i);
                double y = positive[i] ? 1 : -1;
                double score = score(row);
                double rate = 1 / (ALPHA * (start + steps - 1));
                objective += loss(y, score);
                objective += ALPHA * norm;
                double update = -rate * slope(y, score);
                if (update != 0) {
                    norm = add(row, update);
                    intercept += update * INTERCEPT_DECAY;
                }
                penalty += rate * ALPHA;
                shrink(row, penalty);
                steps++;
            }
            inVain = objective / n > best - TOLERANCE ? inVain + 1 : 0;
            best = Math.min(best, objective / n);
        }
    }

    double score(SparseRow row) {
        double sum = 0;
        for (int i = 0; i < row.columns.length; i++) {
            sum += weights[row.columns[i]] * row.values[i];
        }
        return sum + intercept;
    }

    /// Answers what scikit-learn takes for the L1 norm of the weights: that of the row's own.
    private double add(SparseRow row, double update) {
        double norm = 0;
        for (int i = 0; i < row.columns.length; i++) {
            int column = row.columns[i];
            weights[column] += row.values[i] * update;
            norm += Math.abs(weights[column]);
        }
        return norm;
    }

    private void shrink(SparseRow row, double penalty) {
        for (int column : row.columns) {
            double before = weights[column];
            if (before > 0) {
                weights[column] = Math.max(0, before - (penalty + penalised[column]));
            } else if (before < 0) {
                weights[column] = Math.min(0, before + (penalty - penalised[column]));
            }
            penalised[column] += weights[column] - before;
        }
    }

    private static double loss(double y, double score) {
        double margin = score * y;
        return margin >= 1 ? 0 : margin >= -1 ? (1 - margin) * (1 - margin) : -4 * margin;
    }

    private static double slope(double y, double score) {
        double margin = score * y;
        return margin >= 1 ? 0 : margin >= -1 ? 2 * (1 - margin) * -y : -4 * y;
    }

    /// Fisher and Yates' shuffle with a 32-bit xorshift, from the same seed in every epoch.
    private static void shuffle(int[] order) {
        int state = SHUFFLE_SEED;
        for (int i = 0; i < order.length - 1; i++) {
            state ^= state << 13;
            state ^= state >>> 17;
            state ^= state << 5;
            int j = i + (state & Integer.MAX_VALUE) % (order.length - i);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }
}
