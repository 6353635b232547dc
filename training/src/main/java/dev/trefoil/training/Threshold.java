package dev.trefoil.training;

import dev.trefoil.core.metric.Costs;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.metric.MetricEstimator;
import dev.trefoil.core.metric.MetricOptions;
import dev.trefoil.core.metric.Scored;
import dev.trefoil.core.verdict.Estimate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// From which probability on to act, found on rows that the model was not fitted to.
///
/// @param reason how it was found, in a sentence
record Threshold(double value, String reason) {
    /// With costs: the cheapest choice for a probability that can be believed, false_alarm / (false_alarm + miss); the
    /// threshold that was cheapest on these rows where it is cheaper beyond doubt. Without: the highest F1.
    static Threshold of(double[] scores, double[] truth, int @Nullable [] clusters, @Nullable Costs costs, long seed) {
        if (costs == null) {
            return new Threshold(best(scores, truth, null), "highest F1 on validation rows, as no costs are stated");
        }
        double analytic = costs.threshold();
        double empirical = best(scores, truth, costs);
        Scored rows = Scored.binary(scores, truth).withOptions(MetricOptions.of(costs));
        Scored clustered = clusters == null ? rows : rows.withClusters(clusters);
        Estimate saving = new MetricEstimator(seed)
                .paired(
                        Metric.COST_PER_1000,
                        clustered.withOptions(MetricOptions.of(costs).withThreshold(analytic)),
                        clustered.withOptions(MetricOptions.of(costs).withThreshold(empirical)));
        return saving.hasInterval() && saving.low() > 0
                ? new Threshold(empirical, "cheapest on validation rows, cheaper beyond doubt than the costs' own")
                : new Threshold(analytic, "from the costs: false_alarm / (false_alarm + miss)");
    }

    /// A threshold as people read it, four digits at most.
    static String text(double value) {
        if (!Double.isFinite(value) || value == 0) {
            return Double.toString(value);
        }
        return new BigDecimal(value)
                .round(new MathContext(4))
                .stripTrailingZeros()
                .toPlainString();
    }

    /// The score with the lowest cost, or with the highest F1 where there are no costs; rows at or above it are alarms.
    private static double best(double[] scores, double[] truth, @Nullable Costs costs) {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(scores[b], scores[a]));
        double positives = Arrays.stream(truth).sum();
        double hits = 0;
        double best = costs == null ? 0 : -costs.miss() * positives;
        double threshold = Math.nextUp(scores[order[0]]);
        for (int i = 0; i < order.length; i++) {
            hits += truth[order[i]];
            boolean last = i == order.length - 1 || scores[order[i + 1]] < scores[order[i]];
            double alarms = i + 1.0;
            double value = costs == null
                    ? 2 * hits / (alarms + positives)
                    : -costs.falseAlarm() * (alarms - hits) - costs.miss() * (positives - hits);
            if (last && value > best) {
                best = value;
                double next = i == order.length - 1 ? scores[order[i]] : scores[order[i + 1]];
                threshold = 0.5 * (scores[order[i]] + next);
            }
        }
        return threshold;
    }
}
