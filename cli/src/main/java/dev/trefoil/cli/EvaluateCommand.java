package dev.trefoil.cli;

import dev.trefoil.cli.StatisticsCommand.WrongUse;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.interval.IntervalKind;
import dev.trefoil.core.metric.Costs;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.metric.MetricEstimator;
import dev.trefoil.core.metric.MetricOptions;
import dev.trefoil.core.metric.Scored;
import dev.trefoil.core.signature.Task;
import dev.trefoil.core.verdict.Estimate;
import dev.trefoil.core.verdict.Outcome;
import dev.trefoil.core.verdict.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/// `trefoil evaluate`: the metrics of scored rows with their intervals, against an alternative, by group, and the
/// verdicts of a charter's requirements.
@Command(
        name = "evaluate",
        description = {
            "Measures scored rows: every metric with its interval and method id.",
            "Exit code 3 when a requirement fails, 4 when one is inconclusive."
        },
        footer = {
            "",
            "Examples:",
            "  trefoil evaluate --data scored.parquet --label y --score p --cluster day",
            "  trefoil evaluate --data scored.csv --label y --score p --by sex,race,sex+race --threshold 0.3",
            "  trefoil evaluate --data scored.csv --label y --score p --score-b p_new --requirements trefoil.yaml",
            "  trefoil evaluate --data today.csv --reference holdout.csv --label y --score p"
        },
        mixinStandardHelpOptions = true)
public final class EvaluateCommand implements Callable<Integer> {
    private static final int MOST_CLASSES = 50;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "rows: CSV, JSON Lines or Parquet")
    private Path data = Path.of("");

    @Option(names = "--label", required = true, paramLabel = "COLUMN", description = "the truth; missing is left out")
    private String label = "";

    @Option(
            names = "--score",
            required = true,
            paramLabel = "COLUMN",
            description = "probability, score or prediction; a pattern such as 'p_*' for several classes")
    private String score = "";

    @Option(names = "--score-b", paramLabel = "COLUMN", description = "a second model, compared row by row")
    private @Nullable String scoreB;

    @Option(
            names = "--by",
            split = ",",
            paramLabel = "COLUMN",
            description = "measure each value of these columns too, and how far the values are apart; a+b for each"
                    + " pair of values")
    private List<String> by = new ArrayList<>();

    @Option(
            names = "--min-support",
            paramLabel = "ROWS",
            description = "compare only groups of so many rows (default ${DEFAULT-VALUE}; 1 as Fairlearn)")
    private int leastSupport = 20;

    @Option(names = "--to-overall", description = "compare groups with all rows together instead of with each other")
    private boolean toOverall;

    @Option(names = "--cluster", paramLabel = "COLUMN", description = "rows of one value are not independent")
    private @Nullable String cluster;

    @Option(
            names = "--threshold",
            paramLabel = "P",
            description = "act when score ≥ P (default 0.5, or from the costs)")
    private @Nullable Double threshold;

    @Option(names = "--costs", split = ",", paramLabel = "COST", description = "of a false alarm, of a miss: 20,60")
    private List<Double> costs = new ArrayList<>();

    @Option(
            names = "--against",
            paramLabel = "COLUMN",
            description = "decisions of a rule to compare with: true, false")
    private @Nullable String against;

    @Option(names = "--metrics", split = ",", paramLabel = "METRIC", description = "only these (default: all that fit)")
    private List<String> metrics = new ArrayList<>();

    @Option(names = "--positive", paramLabel = "VALUE", description = "the label that counts as positive")
    private @Nullable String positive;

    @Option(
            names = "--task",
            paramLabel = "TASK",
            description = "binary, multiclass or regression (default: by the data)")
    private @Nullable String task;

    @Option(
            names = "--reference",
            paramLabel = "FILE",
            description = "scored rows with known truth that the model was not trained on: estimate what the metrics of"
                    + " --data will be before its truth is known (CBPE and PAPE for probabilities, DLE for numbers)")
    private @Nullable Path reference;

    @Option(
            names = "--features",
            split = ",",
            paramLabel = "COLUMN",
            description = "with --reference: the columns that describe a row (default: all that both files have)")
    private List<String> features = new ArrayList<>();

    @Option(names = "--requirements", paramLabel = "FILE", description = "judge the requirements of this trefoil.yaml")
    private @Nullable Path requirements;

    @Option(names = "--interval", paramLabel = "KIND", description = "percentile or bca (default ${DEFAULT-VALUE})")
    private String interval = "percentile";

    @Option(names = "--confidence", paramLabel = "SHARE", description = "default ${DEFAULT-VALUE}")
    private double confidence = 0.95;

    @Option(names = "--resamples", paramLabel = "N", description = "bootstrap draws (default ${DEFAULT-VALUE})")
    private int resamples = 1_000;

    @Option(names = "--seed", paramLabel = "N", description = "of the draws (default ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--json", description = "JSON lines")
    private boolean json;

    @Override
    public Integer call() {
        return StatisticsCommand.run(spec, this::evaluate);
    }

    private int evaluate() {
        if (leastSupport < 1) {
            throw new WrongUse("--min-support is 1 at least, not " + leastSupport);
        }
        MetricEstimator estimator = new MetricEstimator(resamples, seed, confidence, kind());
        ColumnBatch rows = StatisticsCommand.read(spec, data, label, score, scoreB);
        ScoredColumns columns = new ScoredColumns(rows, label, positive, cluster);
        if (reference != null) {
            return estimate(estimator, reference, columns);
        }
        Task of = task == null ? columns.task(score) : task(task);
        Charter charter = requirements == null ? Charter.EMPTY : Charter.read(requirements);
        MetricOptions options = options(charter);
        Scored a = columns.scored(score, of).withOptions(options);
        StatisticsOutput output = new StatisticsOutput(
                java.util.Objects.requireNonNull(spec).commandLine().getOut(), json);
        if (a.labelled() == 0) {
            throw new IllegalArgumentException("column '" + label + "' has no known truth");
        }
        output.say(a.rows() + " rows, " + a.labelled() + " with a known truth, " + of.word());
        output.row("metric", "group", "value", "interval", "n", "clusters", "method");
        List<Metric> wanted = wanted(of, options, columns.names(score).size());
        boolean probabilities = of == Task.BINARY && Believable.probabilities(columns.numbers(score));
        if (of == Task.BINARY && !probabilities && metrics.isEmpty()) {
            wanted = wanted.stream()
                    .filter(metric -> !Believable.NEEDS_PROBABILITIES.contains(metric))
                    .toList();
            output.say("'" + score + "' is no probability: log-loss, Brier and calibration are left out");
        }
        List<Metric> metricsOf = wanted;
        for (Metric metric : wanted) {
            show(output, metric, "", estimator.estimate(metric, a));
        }
        if (of == Task.MULTICLASS && metrics.isEmpty()) {
            perClass(output, estimator, a, columns.classNames(score));
        }
        if (probabilities && metrics.isEmpty()) {
            Believable.show(output, columns.numbers(score), columns.truths(), cluster != null, options.bins());
        }
        output.table();
        if (!by.isEmpty()) {
            Groups groups = new Groups(columns, a, estimator, leastSupport);
            by.forEach(column -> groups.show(output, column, metricsOf));
            output.table();
            groups.compare(output, by, metricsOf, toOverall);
        }
        compare(output, estimator, wanted, a, columns, of);
        return judge(output, estimator, charter, a, columns);
    }

    private int estimate(MetricEstimator estimator, Path file, ScoredColumns columns) {
        if (requirements != null || scoreB != null || against != null || !by.isEmpty()) {
            throw new WrongUse(
                    "--reference estimates the metrics of --score alone: leave out --requirements, --score-b,"
                            + " --against and --by, which need known truth");
        }
        ScoredColumns known =
                new ScoredColumns(StatisticsCommand.read(spec, file, label, score), label, positive, cluster);
        Task of = task == null ? known.task(score) : task(task);
        MetricOptions options = options(Charter.EMPTY);
        StatisticsOutput output = new StatisticsOutput(
                java.util.Objects.requireNonNull(spec).commandLine().getOut(), json);
        List<Metric> wanted = wanted(of, options, columns.names(score).size());
        new TruthToCome(known, columns, score, options, estimator).show(output, of, wanted, features);
        return output.finish(0);
    }

    /// Each class against all others, decided by the most probable class.
    private static void perClass(
            StatisticsOutput output, MetricEstimator estimator, Scored rows, List<String> classes) {
        if (classes.size() > MOST_CLASSES) {
            output.say("metrics per class are left out for more than " + MOST_CLASSES + " classes");
            return;
        }
        for (int k = 0; k < classes.size(); k++) {
            Scored one = rows.oneVersusRest(k);
            for (Metric metric : List.of(Metric.PRECISION, Metric.RECALL, Metric.F1, Metric.AUC)) {
                show(output, metric, "class=" + classes.get(k), estimator.estimate(metric, one));
            }
        }
    }

    private void compare(
            StatisticsOutput output,
            MetricEstimator estimator,
            List<Metric> wanted,
            Scored a,
            ScoredColumns columns,
            Task of) {
        output.row("difference", "against", "value", "interval", "n", "clusters", "method");
        if (scoreB != null) {
            Scored b = columns.scored(scoreB, of).withOptions(options(Charter.EMPTY));
            for (Metric metric : wanted) {
                difference(output, metric, scoreB, estimator.paired(metric, a, b));
            }
        }
        if (against != null) {
            if (of != Task.BINARY) {
                throw new WrongUse("--against takes decisions, which belong to binary rows, not to " + of.word());
            }
            Scored rule = a.withDecisions(columns.decisions(against));
            for (Metric metric : wanted) {
                if (metric.needsDecision()) {
                    difference(output, metric, against, estimator.paired(metric, a, rule));
                }
            }
        }
        output.table();
    }

    private int judge(
            StatisticsOutput output, MetricEstimator estimator, Charter charter, Scored a, ScoredColumns columns) {
        List<Outcome> outcomes = new ArrayList<>();
        output.row("requirement", "verdict", "group", "value", "interval", "bound", "why");
        for (Verdict verdict : new CharterJudge(charter, columns, score, estimator).judge(a)) {
            outcomes.add(verdict.outcome());
            Estimate estimate = verdict.estimate();
            ObjectNode node = StatisticsOutput.event("verdict")
                    .put("requirement", verdict.requirement())
                    .put("group", verdict.group())
                    .put("outcome", verdict.outcome().word())
                    .put("bound", verdict.bound().sign())
                    .put("bound_value", verdict.bound().value())
                    .put("reason", verdict.reason());
            output.line(StatisticsOutput.estimate(node, estimate));
            output.row(
                    verdict.requirement(),
                    verdict.outcome().word(),
                    verdict.group(),
                    estimate.value(),
                    StatisticsOutput.interval(estimate),
                    verdict.bound().sign() + " "
                            + StatisticsOutput.text(verdict.bound().value()),
                    verdict.reason());
        }
        if (!outcomes.isEmpty()) {
            output.table();
        }
        return output.finish(StatisticsCommand.exit(outcomes));
    }

    static void show(StatisticsOutput output, Metric metric, String group, Estimate estimate) {
        ObjectNode node =
                StatisticsOutput.event("estimate").put("metric", metric.id()).put("group", group);
        node.put("better", metric.direction().name().toLowerCase(Locale.ROOT));
        output.line(StatisticsOutput.estimate(node, estimate));
        output.row(
                metric.id(),
                group,
                estimate.value(),
                StatisticsOutput.interval(estimate),
                estimate.n(),
                estimate.clusters(),
                estimate.method());
    }

    private static void difference(StatisticsOutput output, Metric metric, String other, Estimate estimate) {
        ObjectNode node =
                StatisticsOutput.event("difference").put("metric", metric.id()).put("against", other);
        node.put("better", metric.direction().name().toLowerCase(Locale.ROOT));
        output.line(StatisticsOutput.estimate(node, estimate));
        output.row(
                metric.id(),
                other,
                estimate.value(),
                StatisticsOutput.interval(estimate),
                estimate.n(),
                estimate.clusters(),
                estimate.method());
    }

    private List<Metric> wanted(Task of, MetricOptions options, int classes) {
        if (!metrics.isEmpty()) {
            List<Metric> named = new ArrayList<>();
            for (String name : metrics) {
                Metric metric;
                try {
                    metric = Metric.byName(name);
                } catch (IllegalArgumentException e) {
                    throw new WrongUse(String.valueOf(e.getMessage()));
                }
                if (!metric.fits(of)) {
                    throw new WrongUse(metric.id() + " does not fit " + of.word() + " rows");
                }
                named.add(metric);
            }
            return named;
        }
        return Metric.forTask(of).stream()
                .filter(metric ->
                        options.costs() != null || (metric != Metric.VALUE_PER_1000 && metric != Metric.COST_PER_1000))
                .filter(metric -> metric != Metric.TOP_K_ACCURACY || classes > options.topClasses())
                .filter(metric -> metric != Metric.POISSON_DEVIANCE && metric != Metric.GAMMA_DEVIANCE)
                .toList();
    }

    private MetricOptions options(Charter charter) {
        Costs given = charter.costs();
        if (!costs.isEmpty()) {
            if (costs.size() != 2) {
                throw new WrongUse("--costs takes two numbers, of a false alarm and of a miss, such as 20,60");
            }
            given = StatisticsCommand.costs(costs.get(0), costs.get(1));
        }
        MetricOptions options = given == null ? MetricOptions.STANDARD : MetricOptions.of(given);
        return threshold == null ? options : options.withThreshold(threshold);
    }

    private IntervalKind kind() {
        return switch (interval) {
            case "percentile" -> IntervalKind.PERCENTILE;
            case "bca" -> IntervalKind.BCA;
            default -> throw new WrongUse("--interval is percentile or bca, not '" + interval + "'");
        };
    }

    private static Task task(String word) {
        for (Task one : Task.values()) {
            if (one.word().equals(word)) {
                return one;
            }
        }
        throw new WrongUse("--task is binary, multiclass or regression, not '" + word + "'");
    }
}
