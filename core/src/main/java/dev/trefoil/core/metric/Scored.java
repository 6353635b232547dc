package dev.trefoil.core.metric;

import dev.trefoil.core.signature.Task;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Rows with what a model said and what happened. Immutable as long as nobody changes the arrays handed in.
///
/// Truth that is not known yet is NaN (or −1 as a class): such rows are left out of every metric. A score must be a
/// number on every row whose truth is known.
public final class Scored {
    private final Task task;
    private final int classes;
    private final double[] score;
    private final double[] truth;
    private final int @Nullable [] clusters;
    private final double @Nullable [] weights;
    private final boolean @Nullable [] decisions;
    private final MetricOptions options;

    private Scored(
            Task task,
            int classes,
            double[] score,
            double[] truth,
            int @Nullable [] clusters,
            double @Nullable [] weights,
            boolean @Nullable [] decisions,
            MetricOptions options) {
        this.task = task;
        this.classes = classes;
        this.score = score;
        this.truth = truth;
        this.clusters = clusters;
        this.weights = weights;
        this.decisions = decisions;
        this.options = options;
    }

    /// Two classes: a score for the positive one (a probability, for the metrics that need one), and truth 1, 0 or
    /// NaN where unknown.
    public static Scored binary(double[] score, double[] truth) {
        sameLength(score.length, truth.length, "scores for truths");
        for (int i = 0; i < truth.length; i++) {
            if (truth[i] != 0 && truth[i] != 1 && !Double.isNaN(truth[i])) {
                throw new IllegalArgumentException("row " + i + ": a binary truth is 0 or 1, not " + truth[i]);
            }
        }
        requireScores(score, truth, 1);
        return new Scored(Task.BINARY, 2, score, truth, null, null, null, MetricOptions.STANDARD);
    }

    /// A number: prediction and truth, NaN where unknown.
    public static Scored regression(double[] prediction, double[] truth) {
        sameLength(prediction.length, truth.length, "predictions for truths");
        for (int i = 0; i < truth.length; i++) {
            if (Double.isInfinite(truth[i]) || (!Double.isNaN(truth[i]) && Double.isInfinite(prediction[i]))) {
                throw new IllegalArgumentException("row " + i + ": an infinite value cannot be measured");
            }
        }
        requireScores(prediction, truth, 1);
        return new Scored(Task.REGRESSION, 0, prediction, truth, null, null, null, MetricOptions.STANDARD);
    }

    /// Several classes: probabilities row by row (rows × classes), and the index of the true class, −1 where
    /// unknown.
    public static Scored multiclass(double[] probabilities, int classes, int[] truth) {
        if (classes < 2) {
            throw new IllegalArgumentException("there must be at least 2 classes, not " + classes);
        }
        sameLength(probabilities.length, (long) truth.length * classes, "probabilities for rows × classes");
        double[] known = new double[truth.length];
        for (int i = 0; i < truth.length; i++) {
            if (truth[i] < -1 || truth[i] >= classes) {
                throw new IllegalArgumentException(
                        "row " + i + ": class " + truth[i] + " is not one of the " + classes + " classes");
            }
            known[i] = truth[i] < 0 ? Double.NaN : truth[i];
        }
        requireScores(probabilities, known, classes);
        return new Scored(Task.MULTICLASS, classes, probabilities, known, null, null, null, MetricOptions.STANDARD);
    }

    /// These rows with the id of the day, person or entity each belongs to: intervals then resample clusters.
    public Scored withClusters(int[] ids) {
        sameLength(ids.length, rows(), "cluster ids for rows");
        return new Scored(task, classes, score, truth, ids, weights, decisions, options);
    }

    /// These rows, each counting as often as its weight says.
    public Scored withWeights(double[] values) {
        sameLength(values.length, rows(), "weights for rows");
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0) || Double.isInfinite(values[i])) {
                throw new IllegalArgumentException("row " + i + ": a weight is at least 0, not " + values[i]);
            }
        }
        return new Scored(task, classes, score, truth, clusters, values, decisions, options);
    }

    /// These rows with decisions that were taken otherwise than by the threshold, such as those of a rule.
    public Scored withDecisions(boolean[] acts) {
        sameLength(acts.length, rows(), "decisions for rows");
        if (task != Task.BINARY) {
            throw new IllegalArgumentException("decisions belong to binary rows, not to " + task.word());
        }
        return new Scored(task, classes, score, truth, clusters, weights, acts, options);
    }

    public Scored withOptions(MetricOptions values) {
        return new Scored(task, classes, score, truth, clusters, weights, decisions, Objects.requireNonNull(values));
    }

    /// One class against all others, decided by the most probable class: the door to metrics per class.
    public Scored oneVersusRest(int positive) {
        Objects.checkIndex(positive, classes);
        double[] column = new double[rows()];
        double[] hit = new double[rows()];
        boolean[] chosen = new boolean[rows()];
        for (int i = 0; i < column.length; i++) {
            column[i] = score[i * classes + positive];
            hit[i] = Double.isNaN(truth[i]) ? Double.NaN : truth[i] == positive ? 1 : 0;
            chosen[i] = decided(i) == positive;
        }
        return new Scored(Task.BINARY, 2, column, hit, clusters, weights, chosen, options);
    }

    /// The rows at these positions, in this order; a position may repeat.
    public Scored pick(int[] rows) {
        int width = width();
        double[] scores = new double[rows.length * width];
        double[] truths = new double[rows.length];
        int[] ids = new int[clusters == null ? 0 : rows.length];
        double[] counts = new double[weights == null ? 0 : rows.length];
        boolean[] acts = new boolean[decisions == null ? 0 : rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < width; k++) {
                scores[i * width + k] = score[rows[i] * width + k];
            }
            truths[i] = truth[rows[i]];
            if (clusters != null) {
                ids[i] = clusters[rows[i]];
            }
            if (weights != null) {
                counts[i] = weights[rows[i]];
            }
            if (decisions != null) {
                acts[i] = decisions[rows[i]];
            }
        }
        return new Scored(
                task,
                classes,
                scores,
                truths,
                clusters == null ? null : ids,
                weights == null ? null : counts,
                decisions == null ? null : acts,
                options);
    }

    public int rows() {
        return truth.length;
    }

    public Task task() {
        return task;
    }

    /// Rows whose truth is known.
    public int labelled() {
        int known = 0;
        for (double value : truth) {
            known += Double.isNaN(value) ? 0 : 1;
        }
        return known;
    }

    Scored onlyLabelled() {
        int known = labelled();
        if (known == rows()) {
            return this;
        }
        int[] rows = new int[known];
        int at = 0;
        for (int i = 0; i < truth.length; i++) {
            if (!Double.isNaN(truth[i])) {
                rows[at++] = i;
            }
        }
        return pick(rows);
    }

    int classes() {
        return classes;
    }

    MetricOptions options() {
        return options;
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

    boolean weighted() {
        return weights != null;
    }

    double weight(int row) {
        return weights == null ? 1 : weights[row];
    }

    boolean positive(int row) {
        return truth[row] == 1;
    }

    boolean acts(int row) {
        return decisions == null ? score[row] >= options.threshold() : decisions[row];
    }

    boolean decidedOtherwise() {
        return decisions != null;
    }

    /// The most probable class of the row, the first of equals.
    int decided(int row) {
        int best = 0;
        for (int k = 1; k < classes; k++) {
            if (score[row * classes + k] > score[row * classes + best]) {
                best = k;
            }
        }
        return best;
    }

    boolean sameTruth(Scored other) {
        return task == other.task && Arrays.equals(truth, other.truth);
    }

    boolean samePredictions(Scored other) {
        return Arrays.equals(score, other.score)
                && Arrays.equals(decisions, other.decisions)
                && options.equals(other.options);
    }

    void requireProbabilities(Metric metric) {
        for (int i = 0; i < score.length; i++) {
            if (!(score[i] >= 0 && score[i] <= 1)) {
                throw new IllegalArgumentException(metric.id() + " needs probabilities in [0, 1], row "
                        + i / Math.max(1, width()) + " has " + score[i]);
            }
        }
        for (int i = 0; task == Task.MULTICLASS && i < rows(); i++) {
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                sum += score[i * classes + k];
            }
            if (Math.abs(sum - 1) > 1e-3) {
                throw new IllegalArgumentException(
                        metric.id() + " needs probabilities that sum to 1, those of row " + i + " sum to " + sum);
            }
        }
    }

    private int width() {
        return task == Task.MULTICLASS ? classes : 1;
    }

    private static void requireScores(double[] score, double[] truth, int width) {
        for (int i = 0; i < score.length; i++) {
            if (Double.isNaN(score[i]) && !Double.isNaN(truth[i / width])) {
                throw new IllegalArgumentException("row " + i / width + " has a truth but no score");
            }
        }
    }

    private static void sameLength(long first, long second, String what) {
        if (first != second) {
            throw new IllegalArgumentException(first + " and " + second + ": " + what + " do not match");
        }
    }
}
