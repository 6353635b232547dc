package dev.trefoil.inference.linear;

import dev.trefoil.core.signature.Task;
import dev.trefoil.inference.runtime.MatrixModel;
import dev.trefoil.inference.runtime.ModelDescription;
import dev.trefoil.inference.runtime.NumberType;
import dev.trefoil.inference.runtime.PredictOptions;
import dev.trefoil.inference.runtime.RowScorer;
import dev.trefoil.inference.runtime.WideningScorer;
import java.util.List;
import java.util.Map;

/// A weighted sum of the features per output, in double precision, from the intercept on in the order of the
/// features. Binary models answer the logistic function of their one sum, multi-class models the soft maximum of
/// theirs. A missing feature adds nothing to the sum.
public final class LinearModel implements MatrixModel {
    private final Task task;
    private final List<String> featureNames;
    private final double[][] coefficients;
    private final double[] intercepts;
    private final double[] means;

    /// @param coefficients one row per output (one for binary and regression), each as long as the features
    /// @param means mean of each feature in the training data, for contributions; empty for zeros
    public LinearModel(
            Task task, List<String> featureNames, double[][] coefficients, double[] intercepts, double[] means) {
        if (coefficients.length == 0
                || coefficients.length != intercepts.length
                || (task != Task.MULTICLASS && coefficients.length != 1)) {
            throw new IllegalArgumentException(coefficients.length + " rows of coefficients and " + intercepts.length
                    + " intercepts for a " + task.word() + " model");
        }
        for (double[] row : coefficients) {
            if (row.length != featureNames.size()) {
                throw new IllegalArgumentException(
                        row.length + " coefficients for " + featureNames.size() + " features");
            }
            requireFinite(row);
        }
        requireFinite(intercepts);
        if (means.length != 0 && means.length != featureNames.size()) {
            throw new IllegalArgumentException(means.length + " means for " + featureNames.size() + " features");
        }
        this.task = task;
        this.featureNames = List.copyOf(featureNames);
        this.coefficients = coefficients;
        this.intercepts = intercepts;
        this.means = means.length == 0 ? new double[featureNames.size()] : means;
    }

    private static void requireFinite(double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a coefficient is " + value);
            }
        }
    }

    public Task task() {
        return task;
    }

    double[][] coefficients() {
        return coefficients;
    }

    double[] intercepts() {
        return intercepts;
    }

    double[] means() {
        return means;
    }

    @Override
    public int features() {
        return featureNames.size();
    }

    @Override
    public List<String> featureNames() {
        return featureNames;
    }

    @Override
    public NumberType number() {
        return NumberType.FLOAT64;
    }

    @Override
    public int width(PredictOptions options) {
        return switch (options.kind()) {
            case VALUE, RAW -> intercepts.length;
            case LEAVES -> throw new IllegalArgumentException("a linear model has no leaves");
            case CONTRIBUTIONS -> (features() + 1) * intercepts.length;
        };
    }

    @Override
    public void compute(double[] matrix, int rows, PredictOptions options, double[] out) {
        int features = features();
        int width = width(options);
        if (options.from() != 0 || options.to() != 0) {
            throw new IllegalArgumentException("a linear model has no iterations");
        }
        for (int row = 0; row < rows; row++) {
            if (options.kind() == PredictOptions.Kind.CONTRIBUTIONS) {
                contributions(matrix, row * features, out, row * width);
                continue;
            }
            for (int output = 0; output < width; output++) {
                out[row * width + output] = sum(matrix, row * features, output);
            }
            if (options.kind() == PredictOptions.Kind.VALUE) {
                transform(out, row * width, width);
            }
        }
    }

    @Override
    public void contributions(double[] matrix, int rows, double[] background, int backgroundRows, double[] out) {
        double[] centre = new double[features()];
        for (int f = 0; f < centre.length; f++) {
            for (int r = 0; r < backgroundRows; r++) {
                double x = background[r * centre.length + f];
                centre[f] += (Double.isNaN(x) ? 0 : x) / backgroundRows;
            }
        }
        new LinearModel(task, featureNames, coefficients, intercepts, centre)
                .compute(matrix, rows, PredictOptions.CONTRIBUTIONS, out);
    }

    @Override
    public RowScorer scorer() {
        return new WideningScorer(this);
    }

    private double sum(double[] matrix, int at, int output) {
        double[] weights = coefficients[output];
        double sum = intercepts[output];
        for (int f = 0; f < weights.length; f++) {
            double x = matrix[at + f];
            if (!Double.isNaN(x)) {
                sum += weights[f] * x;
            }
        }
        return sum;
    }

    private void transform(double[] out, int at, int width) {
        switch (task) {
            case REGRESSION -> {}
            case BINARY -> out[at] = 1 / (1 + StrictMath.exp(-out[at]));
            case MULTICLASS -> {
                double highest = Double.NEGATIVE_INFINITY;
                for (int i = at; i < at + width; i++) {
                    highest = Math.max(highest, out[i]);
                }
                double total = 0;
                for (int i = at; i < at + width; i++) {
                    out[i] = StrictMath.exp(out[i] - highest);
                    total += out[i];
                }
                for (int i = at; i < at + width; i++) {
                    out[i] /= total;
                }
            }
        }
    }

    private void contributions(double[] matrix, int at, double[] out, int first) {
        int features = features();
        for (int output = 0; output < intercepts.length; output++) {
            int to = first + output * (features + 1);
            double bias = intercepts[output];
            for (int f = 0; f < features; f++) {
                double x = matrix[at + f];
                double weight = coefficients[output][f];
                bias += weight * means[f];
                out[to + f] = weight * ((Double.isNaN(x) ? 0 : x) - means[f]);
            }
            out[to + features] = bias;
        }
    }

    @Override
    public ModelDescription description() {
        return new ModelDescription(
                "linear",
                Integer.toString(LinearCodec.FORMAT),
                task.word(),
                task,
                number(),
                features(),
                featureNames,
                intercepts.length,
                0,
                0,
                0,
                (long) intercepts.length * (features() + 1),
                Map.of());
    }
}
