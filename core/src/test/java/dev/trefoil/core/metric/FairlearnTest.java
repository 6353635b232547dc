package dev.trefoil.core.metric;

import dev.trefoil.core.ReferenceNumbers;
import dev.trefoil.core.verdict.Estimate;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// Numbers of Fairlearn on rows that `fairness_cases.py` has just made.
@Tag("real")
final class FairlearnTest {
    private final ReferenceNumbers reference = new ReferenceNumbers("fairness");

    @TestFactory
    Stream<DynamicTest> everyNumberEqualsFairlearn() throws IOException {
        Map<String, double[]> rows = reference.table("rows.csv");
        double[] group = rows.get("g");
        List<int[]> groups = IntStream.range(0, 5)
                .mapToObj(g -> IntStream.range(0, group.length)
                        .filter(i -> group[i] == g)
                        .toArray())
                .toList();
        MetricEstimator estimator = new MetricEstimator(100, 1, 0.95);
        GroupComparison decisions = GroupComparison.of(
                Scored.binary(rows.get("p"), rows.get("y")).withOptions(MetricOptions.STANDARD.withThreshold(0.4)),
                groups,
                1,
                estimator);
        for (Metric metric : List.of(
                Metric.ACCURACY,
                Metric.PRECISION,
                Metric.RECALL,
                Metric.SPECIFICITY,
                Metric.FALSE_POSITIVE_RATE,
                Metric.FALSE_NEGATIVE_RATE,
                Metric.SELECTION_RATE,
                Metric.F1,
                Metric.AUC,
                Metric.BRIER)) {
            metric(decisions, metric);
        }
        GroupComparison numbers =
                GroupComparison.of(Scored.regression(rows.get("guess"), rows.get("value")), groups, 1, estimator);
        metric(numbers, Metric.MAE);
        metric(numbers, Metric.RMSE);
        for (FairnessMeasure measure : FairnessMeasure.values()) {
            for (Disparity disparity : Disparity.values()) {
                reference.put(
                        measure.name().toLowerCase(Locale.ROOT) + "." + disparity.id(),
                        decisions.compare(measure, disparity).value());
            }
        }
        return reference.compared();
    }

    private void metric(GroupComparison comparison, Metric metric) {
        List<Estimate> each = comparison.each(metric);
        for (int g = 0; g < each.size(); g++) {
            reference.put(metric.id() + ".group" + g, each.get(g).value());
        }
        for (Disparity disparity : Disparity.values()) {
            reference.put(
                    metric.id() + "." + disparity.id(),
                    comparison.compare(metric, disparity).value());
        }
    }
}
