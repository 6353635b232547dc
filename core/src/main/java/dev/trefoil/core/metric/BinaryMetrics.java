package dev.trefoil.core.metric;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The metrics of two classes, made ready for resampling.
final class BinaryMetrics {
    /// Up to this many groups a table of pairs is cheaper than walking over the rows again.
    private static final int TABLE_GROUPS = 512;

    private final Scored rows;
    private final Grouping grouping;

    BinaryMetrics(Scored rows, Grouping grouping) {
        this.rows = rows;
        this.grouping = grouping;
    }

    Prepared auc() {
        ScoreOrder order = ScoreOrder.of(rows.score());
        return grouping.groups() <= TABLE_GROUPS
                ? new Concordance(rows, grouping, order)
                : new ScoreSweep(rows, grouping, order, SweepFolds.auc());
    }

    Prepared averagePrecision() {
        return sweep(SweepFolds.averagePrecision());
    }

    Prepared recallAtPrecision() {
        return sweep(SweepFolds.recallAtPrecision(rows.options().minPrecision()));
    }

    Prepared lift() {
        return sweep(SweepFolds.lift(rows.options().topShare()));
    }

    Prepared logLoss() {
        double[] p = rows.score();
        double epsilon = Math.ulp(1.0);
        return mean((row, w, into, at) -> {
            double likely = Math.min(1 - epsilon, Math.max(epsilon, p[row]));
            into[at] -= w * (rows.positive(row) ? Math.log(likely) : Math.log1p(-likely));
            into[at + 1] += w;
        });
    }

    Prepared brier() {
        double[] p = rows.score();
        return mean((row, w, into, at) -> {
            double error = p[row] - rows.truth()[row];
            into[at] += w * error * error;
            into[at + 1] += w;
        });
    }

    Prepared calibrationInTheLarge() {
        double[] p = rows.score();
        return mean((row, w, into, at) -> {
            into[at] += w * (p[row] - rows.truth()[row]);
            into[at + 1] += w;
        });
    }

    /// Σ over bins of share · |mean probability − rate|.
    Prepared calibrationError(double[] edges) {
        double[] p = rows.score();
        int bins = edges.length + 1;
        return new GroupSums(
                rows,
                grouping,
                2 * bins + 1,
                (row, w, into, at) -> {
                    int bin = CalibrationBins.binOf(edges, p[row]);
                    into[at + 2 * bin] += w * p[row];
                    into[at + 2 * bin + 1] += w * rows.truth()[row];
                    into[at + 2 * bins] += w;
                },
                total -> {
                    double error = 0;
                    for (int b = 0; b < bins; b++) {
                        error += Math.abs(total[2 * b] - total[2 * b + 1]);
                    }
                    return error / total[2 * bins];
                });
    }

    double[] edgesOfEqualMass() {
        return CalibrationBins.massEdges(rows.score(), rows.options().bins());
    }

    /// A share: `hit` rows among `trial` rows.
    GroupSums rate(Metric metric) {
        return new GroupSums(
                rows,
                grouping,
                2,
                (row, w, into, at) -> {
                    boolean acts = rows.acts(row);
                    boolean positive = rows.positive(row);
                    boolean trial = switch (metric) {
                        case PRECISION -> acts;
                        case RECALL, FALSE_NEGATIVE_RATE -> positive;
                        case SPECIFICITY, FALSE_POSITIVE_RATE -> !positive;
                        default -> true;
                    };
                    boolean hit = switch (metric) {
                        case PRECISION, RECALL -> acts && positive;
                        case FALSE_NEGATIVE_RATE -> positive && !acts;
                        case SPECIFICITY -> !positive && !acts;
                        case FALSE_POSITIVE_RATE -> !positive && acts;
                        case SELECTION_RATE -> acts;
                        default -> acts == positive;
                    };
                    into[at] += hit ? w : 0;
                    into[at + 1] += trial ? w : 0;
                },
                total -> total[0] / total[1]);
    }

    /// A function of the four cells.
    Prepared ofConfusion(ToDoubleFunction<Confusion> finish) {
        return new GroupSums(
                rows,
                grouping,
                4,
                (row, w, into, at) -> {
                    int cell = rows.acts(row) ? (rows.positive(row) ? 0 : 1) : rows.positive(row) ? 2 : 3;
                    into[at + cell] += w;
                },
                cells -> finish.applyAsDouble(new Confusion(cells[0], cells[1], cells[2], cells[3])));
    }

    Prepared money(Metric metric) {
        @Nullable Costs costs = rows.options().costs();
        if (costs == null) {
            throw new IllegalArgumentException(metric.id() + " needs costs: what a false alarm and a miss cost");
        }
        return ofConfusion(
                cells -> metric == Metric.COST_PER_1000 ? cells.costPer1000(costs) : cells.valuePer1000(costs));
    }

    private Prepared sweep(java.util.function.Supplier<ScoreSweep.Fold> fold) {
        return new ScoreSweep(rows, grouping, ScoreOrder.of(rows.score()), fold);
    }

    private Prepared mean(GroupSums.Terms terms) {
        return new GroupSums(rows, grouping, 2, terms, total -> total[0] / total[1]);
    }

    static double kappa(Confusion cells) {
        double n = cells.total();
        double acts = cells.truePositives() + cells.falsePositives();
        double positives = cells.truePositives() + cells.falseNegatives();
        double chance = (acts * positives + (n - acts) * (n - positives)) / (n * n);
        double same = (cells.truePositives() + cells.trueNegatives()) / n;
        return chance == 1 ? Double.NaN : (same - chance) / (1 - chance);
    }

    static double balanced(Confusion cells) {
        return Arrays.stream(new double[] {cells.recall(), cells.specificity()})
                .filter(rate -> !Double.isNaN(rate))
                .average()
                .orElse(Double.NaN);
    }
}
