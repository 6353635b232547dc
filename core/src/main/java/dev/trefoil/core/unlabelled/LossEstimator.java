package dev.trefoil.core.unlabelled;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.distribution.Normal;
import dev.trefoil.core.forest.FeatureTable;
import dev.trefoil.core.forest.Forest;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.metric.MetricEstimator;
import dev.trefoil.core.verdict.Estimate;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Direct loss estimation for predicted numbers: the loss of a row is learnt from its columns and its
/// prediction on rows with a known truth, and foretold for rows without. The learner is a forest of extremely
/// randomised trees, where NannyML has LightGBM's boosted trees; the sampling error is NannyML's. Blind to a
/// relation of columns and truth that has changed.
public final class LossEstimator {
    private final ColumnBatch reference;
    private final double[] truth;
    private final double[] prediction;
    private final int @Nullable [] clusters;
    private final long seed;

    /// @param reference the columns to learn from, the prediction among them
    /// @param truth of each row, all known
    /// @param clusters id of the day or person of each row; null where rows are independent
    public LossEstimator(
            ColumnBatch reference, double[] truth, double[] prediction, int @Nullable [] clusters, long seed) {
        if (truth.length != reference.rows() || prediction.length != truth.length) {
            throw new IllegalArgumentException("there is a truth and a prediction for each row");
        }
        for (int i = 0; i < truth.length; i++) {
            if (!Double.isFinite(truth[i]) || !Double.isFinite(prediction[i])) {
                throw new IllegalArgumentException("reference row " + i + ": truth and prediction must be finite");
            }
        }
        this.reference = reference;
        this.truth = truth;
        this.prediction = prediction;
        this.clusters = clusters;
        this.seed = seed;
    }

    /// True for mean absolute and squared error, their root, and the mean relative error.
    public static boolean estimates(Metric metric) {
        return switch (metric) {
            case MAE, MSE, RMSE, MAPE -> true;
            default -> false;
        };
    }

    /// @param current the same columns
    /// @param units what the current rows come in, how many; their number where they are independent
    public Estimate estimate(Metric metric, ColumnBatch current, long units, double confidence) {
        if (!estimates(metric)) {
            throw new IllegalArgumentException(metric.id() + " cannot be estimated from the loss of rows");
        }
        String id = metric.id() + "/dle/extra-trees";
        int n = truth.length;
        int m = current.rows();
        if (n < 2 * Forest.FOLDS || m == 0) {
            return Estimate.none(id + "/too-few-rows");
        }
        double[] loss = new double[n + m];
        for (int i = 0; i < n; i++) {
            loss[i] = loss(metric, i);
            if (!Double.isFinite(loss[i])) {
                return Estimate.none(id + "/undefined:zero-truth");
            }
        }
        FeatureTable features = FeatureTable.of(reference, current);
        SplittableRandom random = new SplittableRandom(seed);
        int[] known = IntStream.range(0, n).toArray();
        Forest forest = Forest.grow(features, loss, known, random);
        double mean = IntStream.range(n, n + m)
                .mapToDouble(i -> Math.max(0, forest.score(features, i)))
                .average()
                .orElse(Double.NaN);
        double variance = samplingVariance(Arrays.copyOf(loss, n), m, units) + learningVariance(features, loss, random);
        double value = metric == Metric.RMSE ? Math.sqrt(mean) : mean;
        double error = Math.sqrt(variance) / (metric == Metric.RMSE ? 2 * value : 1);
        if (Math.min(units, known()) < MetricEstimator.FEWEST) {
            return new Estimate(
                    value, Double.NaN, Double.NaN, m, units, id + "/no-interval:fewer-than-5-units", confidence);
        }
        if (!(error > 0) || Double.isInfinite(error)) {
            return new Estimate(value, Double.NaN, Double.NaN, m, units, id + "/no-interval:no-variation", confidence);
        }
        double half = Normal.quantile(0.5 + confidence / 2) * error;
        return new Estimate(value, Math.max(0, value - half), value + half, m, units, id, confidence);
    }

    /// Standard deviation of the reference's loss over the root of so many rows, as NannyML has it; for the
    /// mean loss.
    public double samplingError(Metric metric, long rows) {
        double[] loss = new double[truth.length];
        Arrays.setAll(loss, i -> loss(metric, i));
        return Math.sqrt(squares(loss) / loss.length / rows);
    }

    private double loss(Metric metric, int row) {
        double away = Math.abs(truth[row] - prediction[row]);
        return switch (metric) {
            case MSE, RMSE -> away * away;
            case MAPE -> away / Math.abs(truth[row]);
            default -> away;
        };
    }

    /// Independent units of the reference.
    private long known() {
        return clusters == null
                ? truth.length
                : Arrays.stream(clusters).distinct().count();
    }

    /// That of the mean of as many rows as the current ones; of as many clusters where rows come in them.
    private double samplingVariance(double[] loss, int rows, long units) {
        if (clusters == null) {
            return variance(loss) / rows;
        }
        return variance(clusterMeans(loss)) / Math.max(1, units);
    }

    /// How well the mean loss is known from the reference: by the errors of trees that have not seen the row.
    private double learningVariance(FeatureTable features, double[] loss, SplittableRandom random) {
        int n = truth.length;
        int[] fold = new int[loss.length];
        Arrays.fill(fold, -1);
        Forest.folds(fold, 0, n, random);
        double[] told = Forest.outOfFold(features, loss, fold, random);
        double[] away = new double[n];
        Arrays.setAll(away, i -> loss[i] - told[i]);
        double[] units = clusters == null ? away : clusterMeans(away);
        double bias = Arrays.stream(away).average().orElse(0);
        return variance(units) / units.length + bias * bias;
    }

    private double[] clusterMeans(double[] values) {
        int[] ids = java.util.Objects.requireNonNull(clusters);
        int[] distinct = Arrays.stream(ids).sorted().distinct().toArray();
        double[] sums = new double[distinct.length];
        double[] counts = new double[distinct.length];
        for (int i = 0; i < values.length; i++) {
            int at = Arrays.binarySearch(distinct, ids[i]);
            sums[at] += values[i];
            counts[at]++;
        }
        Arrays.setAll(sums, k -> sums[k] / counts[k]);
        return sums;
    }

    private static double variance(double[] values) {
        return squares(values) / (values.length - 1);
    }

    private static double squares(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    }
}
