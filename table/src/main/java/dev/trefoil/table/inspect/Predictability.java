package dev.trefoil.table.inspect;

import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.metric.MetricEstimator;
import dev.trefoil.core.metric.Scored;
import dev.trefoil.core.signature.Task;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// How well a single column foretells the label. The column is cut into its values, or into 64 quantile bins
/// (missing is a bin of its own); what the label is like in a bin is learnt on one half of the rows and tried on
/// the other, and the other way round, so that many rare values do not look like knowledge.
///
/// The score is, on rows not learnt from: the area under the ROC curve for two classes, the share of right
/// answers for several, R² for a number. All are 1 for a column that gives the label away.
final class Predictability {
    private static final int BINS = 64;
    private static final int FEWEST_OF_A_CLASS = 10;

    private final Coded label;
    private final Task task;
    private final double[] target;
    private final boolean[] half;

    Predictability(Coded label, LabelLook look) {
        this.label = label;
        this.task = look.task();
        target = new double[label.rows()];
        String positive = look.positive();
        for (int row = 0; row < target.length; row++) {
            target[row] = switch (task) {
                case BINARY ->
                    label.code(row) < 0
                            ? Double.NaN
                            : String.valueOf(label.column().text(row)).equals(positive) ? 1 : 0;
                case MULTICLASS -> label.code(row) < 0 ? Double.NaN : label.code(row);
                case REGRESSION -> label.column().number(row);
            };
        }
        half = new boolean[target.length];
        SplittableRandom random = new SplittableRandom(20);
        for (int row = 0; row < half.length; row++) {
            half[row] = random.nextBoolean();
        }
    }

    /// NaN where there are too few rows to say.
    double score(Coded column) {
        if (task == Task.BINARY && fewest() < FEWEST_OF_A_CLASS || column.present() < 20) {
            return Double.NaN;
        }
        int[] bins = bins(column);
        double[] answers = new double[target.length];
        for (boolean learnt : new boolean[] {true, false}) {
            answer(bins, learnt, answers);
        }
        double crossed = switch (task) {
            case BINARY -> (auc(answers, true) + auc(answers, false)) / 2;
            case MULTICLASS -> right(answers);
            case REGRESSION -> explained(answers);
        };
        return column.type() == ColumnType.STRING ? crossed : Math.max(crossed, straight(column));
    }

    private int fewest() {
        int ones = 0;
        int zeros = 0;
        for (double value : target) {
            ones += value == 1 ? 1 : 0;
            zeros += value == 0 ? 1 : 0;
        }
        return Math.min(ones, zeros);
    }

    private static int[] bins(Coded column) {
        int[] bins = new int[column.rows()];
        if (column.distinct() <= BINS || column.type() == ColumnType.STRING) {
            for (int row = 0; row < bins.length; row++) {
                bins[row] = column.code(row) + 1;
            }
            return bins;
        }
        double[] sorted = new double[column.present()];
        int n = 0;
        for (int row = 0; row < bins.length; row++) {
            if (column.code(row) >= 0) {
                sorted[n++] = column.column().number(row);
            }
        }
        Arrays.sort(sorted);
        double[] edges = new double[BINS - 1];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = sorted[(int) ((long) (i + 1) * n / BINS)];
        }
        for (int row = 0; row < bins.length; row++) {
            if (column.code(row) >= 0) {
                int at = Arrays.binarySearch(edges, column.column().number(row));
                bins[row] = 1 + (at < 0 ? -at - 1 : at);
            }
        }
        return bins;
    }

    /// Fills in the answers of the half that was not learnt from.
    private void answer(int[] bins, boolean learnt, double[] answers) {
        int most = Arrays.stream(bins).max().orElse(0) + 1;
        int classes = task == Task.MULTICLASS ? label.distinct() : 1;
        double[][] sums = new double[classes][most];
        double[] counts = new double[most];
        double sum = 0;
        double count = 0;
        for (int row = 0; row < bins.length; row++) {
            if (half[row] == learnt && !Double.isNaN(target[row])) {
                counts[bins[row]]++;
                sums[classes > 1 ? (int) target[row] : 0][bins[row]] += classes > 1 ? 1 : target[row];
                sum += target[row];
                count++;
            }
        }
        double prior = count == 0 ? 0 : sum / count;
        for (int row = 0; row < bins.length; row++) {
            if (half[row] != learnt) {
                int bin = bins[row];
                if (classes > 1) {
                    int best = 0;
                    for (int c = 1; c < classes; c++) {
                        best = sums[c][bin] > sums[best][bin] ? c : best;
                    }
                    answers[row] = best;
                } else {
                    double weight = task == Task.BINARY ? 1 : 0.01;
                    answers[row] = (sums[0][bin] + weight * prior) / (counts[bin] + weight);
                }
            }
        }
    }

    private double right(double[] answers) {
        int right = 0;
        int all = 0;
        for (int row = 0; row < answers.length; row++) {
            if (!Double.isNaN(target[row])) {
                all++;
                right += answers[row] == target[row] ? 1 : 0;
            }
        }
        return (double) right / Math.max(1, all);
    }

    private double explained(double[] answers) {
        double mean =
                Arrays.stream(target).filter(v -> !Double.isNaN(v)).average().orElse(0);
        double residual = 0;
        double total = 0;
        for (int row = 0; row < answers.length; row++) {
            if (!Double.isNaN(target[row])) {
                residual += (target[row] - answers[row]) * (target[row] - answers[row]);
                total += (target[row] - mean) * (target[row] - mean);
            }
        }
        return total == 0 ? Double.NaN : 1 - residual / total;
    }

    /// The column itself as the answer, where all rows have it: its AUC either way round, or its squared
    /// correlation. Minus infinity for texts and for several classes.
    double straight(Coded column) {
        if (column.missing() > 0 || task == Task.MULTICLASS || column.type() == ColumnType.STRING) {
            return Double.NEGATIVE_INFINITY;
        }
        double[] values = new double[target.length];
        for (int row = 0; row < values.length; row++) {
            values[row] = column.column().number(row);
        }
        if (task == Task.BINARY) {
            double auc = (auc(values, true) + auc(values, false)) / 2;
            return Math.max(auc, 1 - auc);
        }
        double n = 0;
        double x = 0;
        double y = 0;
        for (int row = 0; row < values.length; row++) {
            if (!Double.isNaN(target[row])) {
                n++;
                x += values[row];
                y += target[row];
            }
        }
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int row = 0; row < values.length; row++) {
            if (!Double.isNaN(target[row])) {
                double dx = values[row] - x / n;
                double dy = target[row] - y / n;
                xx += dx * dx;
                yy += dy * dy;
                xy += dx * dy;
            }
        }
        return xx == 0 || yy == 0 ? 0 : xy * xy / xx / yy;
    }

    /// That of the rows of one half.
    private double auc(double[] answers, boolean which) {
        int[] rows = IntStream.range(0, answers.length)
                .filter(row -> half[row] == which && !Double.isNaN(target[row]))
                .toArray();
        double auc = MetricEstimator.value(
                Metric.AUC,
                Scored.binary(
                        Arrays.stream(rows).mapToDouble(row -> answers[row]).toArray(),
                        Arrays.stream(rows).mapToDouble(row -> target[row]).toArray()));
        return Double.isNaN(auc) ? 0.5 : auc;
    }
}
