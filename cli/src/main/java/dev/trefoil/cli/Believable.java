package dev.trefoil.cli;

import dev.trefoil.core.calibration.BrierParts;
import dev.trefoil.core.calibration.CalibrationLine;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.verdict.Estimate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/// What `evaluate` says of binary probabilities beyond single metrics: the calibration line and the parts of
/// Brier's score.
final class Believable {
    static final List<Metric> NEEDS_PROBABILITIES =
            List.of(Metric.LOG_LOSS, Metric.BRIER, Metric.CALIBRATION_IN_THE_LARGE, Metric.ECE, Metric.ECE_MASS);

    private Believable() {}

    static boolean probabilities(double[] scores) {
        return Arrays.stream(scores).allMatch(score -> Double.isNaN(score) || (score >= 0 && score <= 1));
    }

    /// Nothing where only one class is known.
    static void show(StatisticsOutput output, double[] scores, double[] truths, boolean clustered, int bins) {
        int[] known = IntStream.range(0, truths.length)
                .filter(i -> !Double.isNaN(truths[i]))
                .toArray();
        double[] p = Arrays.stream(known).mapToDouble(i -> scores[i]).toArray();
        double[] y = Arrays.stream(known).mapToDouble(i -> truths[i]).toArray();
        double positives = Arrays.stream(y).sum();
        if (positives == 0 || positives == y.length) {
            return;
        }
        CalibrationLine line = CalibrationLine.fit(p, y, 0.95);
        one(output, "calibration_intercept", clustered ? alone(line.intercept()) : line.intercept());
        one(output, "calibration_slope", clustered ? alone(line.slope()) : line.slope());
        BrierParts parts = BrierParts.of(p, y, bins);
        part(output, "brier_reliability", parts.reliability(), p.length, bins);
        part(output, "brier_resolution", parts.resolution(), p.length, bins);
        part(output, "brier_uncertainty", parts.uncertainty(), p.length, bins);
    }

    private static void part(StatisticsOutput output, String name, double value, int n, int bins) {
        String method = name.replace('_', '-') + "/width-" + bins;
        one(output, name, new Estimate(value, Double.NaN, Double.NaN, n, n, method, 0.95));
    }

    /// The line's interval is for independent rows.
    private static Estimate alone(Estimate estimate) {
        return new Estimate(
                estimate.value(),
                Double.NaN,
                Double.NaN,
                estimate.n(),
                estimate.clusters(),
                estimate.method() + "/no-interval:rows-come-in-clusters",
                estimate.confidence());
    }

    private static void one(StatisticsOutput output, String name, Estimate estimate) {
        ObjectNode node = StatisticsOutput.event("estimate").put("metric", name).put("group", "");
        output.line(StatisticsOutput.estimate(node, estimate));
        output.row(
                name,
                "",
                estimate.value(),
                StatisticsOutput.interval(estimate),
                estimate.n(),
                estimate.clusters(),
                estimate.method());
    }
}
