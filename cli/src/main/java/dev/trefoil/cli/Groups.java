package dev.trefoil.cli;

import dev.trefoil.core.metric.Disparity;
import dev.trefoil.core.metric.FairnessMeasure;
import dev.trefoil.core.metric.GroupComparison;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.metric.MetricEstimator;
import dev.trefoil.core.metric.Scored;
import dev.trefoil.core.signature.Task;
import dev.trefoil.core.verdict.Estimate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// What `evaluate --by` says: each metric in each group, and how far the groups are apart.
final class Groups {
    private final ScoredColumns columns;
    private final Scored rows;
    private final MetricEstimator estimator;
    private final int leastSupport;
    private final Map<String, Map<String, int[]>> known = new LinkedHashMap<>();

    Groups(ScoredColumns columns, Scored rows, MetricEstimator estimator, int leastSupport) {
        this.columns = columns;
        this.rows = rows;
        this.estimator = estimator;
        this.leastSupport = leastSupport;
    }

    /// Each metric in each group of the rows by this column.
    void show(StatisticsOutput output, String column, List<Metric> metrics) {
        if (known.isEmpty()) {
            output.row("metric", "group", "value", "interval", "n", "clusters", "method");
        }
        Map<String, int[]> groups = known.computeIfAbsent(column, columns::groups);
        groups.forEach((value, positions) -> {
            Scored part = rows.pick(positions);
            for (Metric metric : metrics) {
                EvaluateCommand.show(output, metric, column + "=" + value, estimator.estimate(metric, part));
            }
        });
    }

    /// How far each metric is apart between the groups of each column, and the measures of fairness.
    void compare(StatisticsOutput output, List<String> by, List<Metric> metrics, boolean toOverall) {
        List<Disparity> disparities = toOverall
                ? List.of(Disparity.DIFFERENCE_TO_OVERALL, Disparity.RATIO_TO_OVERALL)
                : List.of(Disparity.DIFFERENCE, Disparity.RATIO);
        output.row("between groups", "by", "groups", "value", "interval", "n", "clusters", "method");
        for (String column : by) {
            Map<String, int[]> groups = known.computeIfAbsent(column, columns::groups);
            GroupComparison comparison =
                    GroupComparison.of(rows, new ArrayList<>(groups.values()), leastSupport, estimator);
            for (Disparity disparity : disparities) {
                for (Metric metric : metrics) {
                    Estimate estimate = comparison.compare(metric, disparity);
                    show(output, metric.id(), disparity, column, comparison.compared(), estimate);
                }
                for (FairnessMeasure measure : rows.task() == Task.BINARY ? FairnessMeasure.values() : none()) {
                    Estimate estimate = comparison.compare(measure, disparity);
                    show(output, measure.id(), disparity, column, comparison.compared(), estimate);
                }
            }
        }
        output.table();
    }

    private static FairnessMeasure[] none() {
        return new FairnessMeasure[0];
    }

    private static void show(
            StatisticsOutput output, String what, Disparity disparity, String by, int compared, Estimate estimate) {
        String name = what + "_" + disparity.id().replace('-', '_');
        ObjectNode node = StatisticsOutput.event("disparity")
                .put("measure", name)
                .put("by", by)
                .put("groups", compared)
                .put("best", disparity.relative() ? 1 : 0);
        output.line(StatisticsOutput.estimate(node, estimate));
        output.row(
                name,
                by,
                compared,
                estimate.value(),
                StatisticsOutput.interval(estimate),
                estimate.n(),
                estimate.clusters(),
                estimate.method());
    }
}
