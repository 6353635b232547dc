package dev.trefoil.training.trainer;

import dev.trefoil.core.signature.Task;
import dev.trefoil.inference.linear.LinearModel;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// Weights that minimise Σ loss + ½ · l2 · Σ weight², the intercept free: logistic loss, soft maximum, or half the
/// squared error. The search runs over standardised columns, the penalty over the columns as they are, so that the
/// result is that of scikit-learn with C = 1 / l2.
final class LinearFit implements Lbfgs.Function {
    private final Sparse matrix;
    private final EncodedRows rows;
    private final Task task;
    private final int outputs;
    private final double l2;
    private final TrainingMonitor monitor;
    private final double[] mean;
    private final double[] deviation;
    private final double total;

    LinearFit(TrainingSet set, double l2, TrainingMonitor monitor) {
        this.rows = set.rows();
        this.matrix = Sparse.of(rows);
        this.task = set.task();
        this.outputs = set.width();
        this.l2 = l2;
        this.monitor = monitor;
        double[][] moments = matrix.moments();
        this.mean = moments[0];
        this.deviation = moments[1];
        double sum = 0;
        for (int row = 0; row < rows.rows(); row++) {
            sum += weight(row);
        }
        this.total = sum;
    }

    /// The fitted weights: a row of coefficients and an intercept per output, and the mean of each column.
    static final class Weights {
        private final double[][] coefficients;
        private final double[] intercepts;
        private final double[] means;

        Weights(double[][] coefficients, double[] intercepts, double[] means) {
            this.coefficients = coefficients;
            this.intercepts = intercepts;
            this.means = means;
        }

        /// One row per output.
        double[][] coefficients() {
            return coefficients;
        }

        double[] intercepts() {
            return intercepts;
        }

        LinearModel model(Task task, List<String> names) {
            return new LinearModel(task, names, coefficients, intercepts, means);
        }

        /// Answers for encoded rows, as a linear model gives them.
        double[] predict(EncodedRows rows, Task task) {
            int outputs = intercepts.length;
            Sparse matrix = Sparse.of(rows);
            double[] out = new double[rows.rows() * outputs];
            for (int row = 0; row < rows.rows(); row++) {
                for (int k = 0; k < outputs; k++) {
                    out[row * outputs + k] = intercepts[k] + matrix.dot(row, coefficients[k], 0);
                }
                answer(task, out, row * outputs, outputs);
            }
            return out;
        }
    }

    Weights fit() {
        int d = matrix.columns();
        double[] x = new double[outputs * (d + 1)];
        start(x, d);
        new Lbfgs(500, 1e-7).minimise(this, x);
        double[][] coefficients = new double[outputs][d];
        double[] intercepts = new double[outputs];
        for (int k = 0; k < outputs; k++) {
            intercepts[k] = x[k * (d + 1) + d];
            for (int j = 0; j < d; j++) {
                coefficients[k][j] = x[k * (d + 1) + j] / deviation[j];
                intercepts[k] -= coefficients[k][j] * mean[j];
            }
        }
        return new Weights(coefficients, intercepts, mean);
    }

    /// The answer without features: mean, or log odds of each class.
    private void start(double[] x, int d) {
        double[] sums = new double[Math.max(outputs, 2)];
        for (int row = 0; row < rows.rows(); row++) {
            float label = rows.labels()[row];
            if (task == Task.REGRESSION) {
                sums[0] += weight(row) * label;
            } else {
                sums[(int) label] += weight(row);
            }
        }
        switch (task) {
            case REGRESSION -> x[d] = sums[0] / total;
            case BINARY -> x[d] = StrictMath.log((sums[1] + 0.5) / (sums[0] + 0.5));
            case MULTICLASS -> {
                for (int k = 0; k < outputs; k++) {
                    x[k * (d + 1) + d] = StrictMath.log((sums[k] + 0.5) / total);
                }
            }
        }
    }

    @Override
    public double valueAndGradient(double[] at, double[] gradient) {
        if (monitor.cancelled()) {
            throw new CancellationException("the training was cancelled");
        }
        int d = matrix.columns();
        double[] scaled = new double[outputs * d];
        double[] offsets = new double[outputs];
        for (int k = 0; k < outputs; k++) {
            offsets[k] = at[k * (d + 1) + d];
            for (int j = 0; j < d; j++) {
                scaled[k * d + j] = at[k * (d + 1) + j] / deviation[j];
                offsets[k] -= scaled[k * d + j] * mean[j];
            }
        }
        double[] raw = new double[outputs * d];
        double[] residuals = new double[outputs];
        double loss = losses(scaled, offsets, raw, residuals);
        for (int k = 0; k < outputs; k++) {
            gradient[k * (d + 1) + d] = residuals[k] / total;
            for (int j = 0; j < d; j++) {
                double weight = scaled[k * d + j];
                loss += 0.5 * l2 * weight * weight;
                gradient[k * (d + 1) + j] =
                        (raw[k * d + j] - mean[j] * residuals[k] + l2 * weight) / deviation[j] / total;
            }
        }
        return loss / total;
    }

    /// Sum of losses; adds the gradient for raw columns and for the intercepts.
    private double losses(double[] scaled, double[] offsets, double[] raw, double[] residuals) {
        int d = matrix.columns();
        double[] answer = new double[outputs];
        double loss = 0;
        for (int row = 0; row < rows.rows(); row++) {
            double weight = weight(row);
            float label = rows.labels()[row];
            for (int k = 0; k < outputs; k++) {
                answer[k] = offsets[k] + matrix.dot(row, scaled, k * d);
            }
            loss += weight * loss(answer, label);
            answer(task, answer, 0, outputs);
            for (int k = 0; k < outputs; k++) {
                double target = task == Task.MULTICLASS ? (k == (int) label ? 1 : 0) : label;
                double residual = weight * (answer[k] - target);
                residuals[k] += residual;
                matrix.add(row, residual, raw, k * d);
            }
        }
        return loss;
    }

    private double loss(double[] sums, float label) {
        return switch (task) {
            case REGRESSION -> 0.5 * (sums[0] - label) * (sums[0] - label);
            case BINARY -> {
                double margin = label > 0 ? sums[0] : -sums[0];
                yield margin > 0
                        ? StrictMath.log1p(StrictMath.exp(-margin))
                        : StrictMath.log1p(StrictMath.exp(margin)) - margin;
            }
            case MULTICLASS -> {
                double highest = sums[0];
                for (double sum : sums) {
                    highest = Math.max(highest, sum);
                }
                double total = 0;
                for (double sum : sums) {
                    total += StrictMath.exp(sum - highest);
                }
                yield StrictMath.log(total) + highest - sums[(int) label];
            }
        };
    }

    private static void answer(Task task, double[] out, int at, int outputs) {
        switch (task) {
            case REGRESSION -> {}
            case BINARY -> out[at] = 1 / (1 + StrictMath.exp(-out[at]));
            case MULTICLASS -> {
                double highest = Double.NEGATIVE_INFINITY;
                for (int k = at; k < at + outputs; k++) {
                    highest = Math.max(highest, out[k]);
                }
                double total = 0;
                for (int k = at; k < at + outputs; k++) {
                    out[k] = StrictMath.exp(out[k] - highest);
                    total += out[k];
                }
                for (int k = at; k < at + outputs; k++) {
                    out[k] /= total;
                }
            }
        }
    }

    private double weight(int row) {
        float @Nullable [] weights = rows.weights();
        return weights == null ? 1 : weights[row];
    }
}
