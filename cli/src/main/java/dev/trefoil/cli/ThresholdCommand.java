package dev.trefoil.cli;

import dev.trefoil.cli.StatisticsCommand.WrongUse;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.metric.Confusion;
import dev.trefoil.core.metric.Costs;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.metric.MetricEstimator;
import dev.trefoil.core.metric.MetricOptions;
import dev.trefoil.core.metric.Scored;
import dev.trefoil.core.signature.Task;
import dev.trefoil.core.threshold.ThresholdChoice;
import dev.trefoil.core.threshold.ThresholdCurve;
import dev.trefoil.core.verdict.Estimate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/// `trefoil threshold`: from which score on to act.
@Command(
        name = "threshold",
        description = {
            "Says from which score on to act: by the costs, by what was cheapest on these rows, by the best F, by a",
            "precision to keep. What is chosen on these rows looks better on them than it is."
        },
        footer = {
            "",
            "Examples:",
            "  trefoil threshold --data scored.parquet --label y --score p --costs 20,60 --cluster day",
            "  trefoil threshold --data scored.csv --label churned --positive yes --score p --precision 0.8"
        },
        mixinStandardHelpOptions = true)
public final class ThresholdCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "rows: CSV, JSON Lines or Parquet")
    private Path data = Path.of("");

    @Option(names = "--label", required = true, paramLabel = "COLUMN", description = "the truth: 1 and 0")
    private String label = "";

    @Option(names = "--score", required = true, paramLabel = "COLUMN", description = "probability or score")
    private String score = "";

    @Option(names = "--costs", split = ",", paramLabel = "COST", description = "of a false alarm, of a miss: 20,60")
    private List<Double> costs = new ArrayList<>();

    @Option(names = "--beta", paramLabel = "B", description = "weight of recall in F (default ${DEFAULT-VALUE})")
    private double beta = 1;

    @Option(names = "--precision", paramLabel = "P", description = "the precision to keep (default ${DEFAULT-VALUE})")
    private double precision = 0.9;

    @Option(names = "--positive", paramLabel = "VALUE", description = "the label that counts as positive")
    private @Nullable String positive;

    @Option(names = "--cluster", paramLabel = "COLUMN", description = "rows of one value are not independent")
    private @Nullable String cluster;

    @Option(names = "--seed", paramLabel = "N", description = "of the intervals' draws (default ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--json", description = "JSON lines")
    private boolean json;

    @Override
    public Integer call() {
        return StatisticsCommand.run(spec, this::choose);
    }

    private int choose() {
        Costs given = given();
        if (!(beta > 0) || !(precision > 0 && precision <= 1)) {
            throw new WrongUse("--beta is above 0 and --precision in (0, 1], not " + beta + " and " + precision);
        }
        ColumnBatch rows = StatisticsCommand.read(spec, data, label, score);
        ScoredColumns columns = new ScoredColumns(rows, label, positive, cluster);
        Scored scored = columns.scored(score, Task.BINARY);
        ThresholdCurve curve = ThresholdCurve.of(columns.numbers(score), columns.truths());
        StatisticsOutput output =
                new StatisticsOutput(Objects.requireNonNull(spec).commandLine().getOut(), json);
        int left = rows.rows() - scored.labelled();
        output.say(scored.labelled() + " rows" + (left > 0 ? ", " + left + " without a known truth left out" : ""));
        output.line(
                StatisticsOutput.event("rows").put("rows", scored.labelled()).put("left_out", left));
        output.row("chosen by", "threshold", "precision", "recall", "alarms", "value per 1000", "interval");
        if (given != null) {
            MetricOptions options = MetricOptions.of(given);
            Confusion cells = Confusion.of(scored.withOptions(options));
            if (Believable.probabilities(columns.numbers(score))) {
                show(output, new ThresholdChoice(given.threshold(), cells, "costs"), given, scored);
            } else {
                none(output, "costs", "'" + score + "' is no probability, so the costs alone give no threshold");
            }
            show(output, curve.cheapest(given), given, scored);
        }
        show(output, curve.highestF(beta), given, scored);
        ThresholdChoice kept = curve.atPrecision(precision).orElse(null);
        if (kept == null) {
            none(output, "most-recall-at-precision-" + precision, "no threshold keeps a precision of " + precision);
        } else {
            show(output, kept, given, scored);
        }
        output.table();
        return output.finish(0);
    }

    private static void none(StatisticsOutput output, String method, String reason) {
        output.say(reason);
        output.line(StatisticsOutput.event("threshold")
                .put("method", method)
                .putNull("threshold")
                .put("reason", reason));
    }

    private void show(StatisticsOutput output, ThresholdChoice choice, @Nullable Costs given, Scored scored) {
        Confusion cells = choice.cells();
        double total = cells.total();
        double alarms = (cells.truePositives() + cells.falsePositives()) / total;
        ObjectNode node = StatisticsOutput.event("threshold").put("method", choice.method());
        StatisticsOutput.put(node, "threshold", choice.threshold());
        node.put("never", Double.isInfinite(choice.threshold()));
        node.put("true_positives", cells.truePositives()).put("false_positives", cells.falsePositives());
        node.put("false_negatives", cells.falseNegatives()).put("true_negatives", cells.trueNegatives());
        StatisticsOutput.put(node, "precision", cells.precision());
        StatisticsOutput.put(node, "recall", cells.recall());
        StatisticsOutput.put(node, "f", cells.f(beta));
        node.put("alarm_rate", alarms);
        String interval = "";
        double worth = Double.NaN;
        if (given != null) {
            MetricOptions options = MetricOptions.of(given).withThreshold(choice.threshold());
            Estimate value = new MetricEstimator(seed).estimate(Metric.VALUE_PER_1000, scored.withOptions(options));
            worth = value.value();
            interval = StatisticsOutput.interval(value);
            node.put("cost_per_1000", cells.costPer1000(given));
            StatisticsOutput.estimate(node.putObject("value_per_1000"), value);
        }
        output.line(node);
        output.row(choice.method(), choice.threshold(), cells.precision(), cells.recall(), alarms, worth, interval);
    }

    private @Nullable Costs given() {
        if (costs.isEmpty()) {
            return null;
        }
        if (costs.size() != 2) {
            throw new WrongUse("--costs takes two numbers, of a false alarm and of a miss, such as 20,60");
        }
        return StatisticsCommand.costs(costs.get(0), costs.get(1));
    }
}
