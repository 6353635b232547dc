package dev.trefoil.platform.project;

import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.predicate.Predicate;
import dev.trefoil.core.predicate.PredicateResolver;
import dev.trefoil.core.signature.Task;
import dev.trefoil.core.text.Spelling;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The second look at a charter, when its prepared table is there: columns, label, dates and measures against the data.
public final class CharterChecks {
    /// A share of a class below which a measure that counts right decisions says little.
    private static final double RARE = 0.1;

    private static final int MOST_CLASSES = 1_000;

    private final Charter charter;
    private final Places places;
    private final Schema schema;
    private final DataFacts facts;
    private final List<Problem> problems = new ArrayList<>();

    private CharterChecks(Charter charter, Places places, Schema schema, DataFacts facts) {
        this.charter = charter;
        this.places = places;
        this.schema = schema;
        this.facts = facts;
    }

    /// Every problem that the data brings to light, in the order of the file.
    ///
    /// @param schema of the prepared table
    public static List<Problem> against(Charter charter, Places places, Schema schema, DataFacts facts) {
        CharterChecks checks = new CharterChecks(charter, places, schema, facts);
        checks.columns();
        checks.label();
        checks.time();
        checks.alternatives();
        checks.requirements();
        checks.capture();
        return checks.problems.stream().sorted(Problem.IN_ORDER).toList();
    }

    private void error(String path, String message, String mend) {
        problems.add(places.problem(Problem.Severity.ERROR, path, message, mend));
    }

    private void warning(String path, String message, String mend) {
        problems.add(places.problem(Problem.Severity.WARNING, path, message, mend));
    }

    private boolean column(String path, @Nullable String name) {
        if (name == null || name.isEmpty()) {
            return false;
        }
        if (!schema.contains(name)) {
            String mend = Spelling.nearest(name, schema.names())
                    .map(meant -> "did you mean '" + meant + "'?")
                    .orElse(schema.size() <= 20 ? "there are " + String.join(", ", schema.names()) : "");
            error(path, "the prepared table has no column '" + name + "'", mend);
            return false;
        }
        return true;
    }

    private void columns() {
        DataSpec data = charter.data();
        column("data.id", data.id());
        column("data.cluster", data.cluster());
        boolean grouped = data.cluster() == null || !data.group().equals(List.of(data.cluster()));
        for (int i = 0; grouped && i < data.group().size(); i++) {
            column("data.group[" + i + "]", data.group().get(i));
        }
        data.exclude().keySet().forEach(name -> column("data.exclude." + name, name));
        data.features().keySet().forEach(name -> column("data.features." + name, name));
        data.features().forEach((name, _) -> {
            if (data.exclude().containsKey(name)) {
                warning("data.features." + name, "'" + name + "' is excluded, so its kind does not matter", "");
            }
        });
    }

    private void label() {
        LabelSpec label = charter.data().label();
        if (!column("data.label.name", label.name())) {
            return;
        }
        if (facts.rows() == 0) {
            error("data.sources", "the prepared table has no rows", "look at the sources and at 'prepare'");
            return;
        }
        if (facts.labelled() == 0) {
            error("data.label.name", "the label '" + label.name() + "' is missing in every row", "name another column");
            return;
        }
        if (facts.distinctLabels() < 2) {
            error(
                    "data.label.name",
                    "the label '" + label.name() + "' has one value only: there is nothing to learn",
                    "name another column, or bring rows of the other kind");
            return;
        }
        if (label.positive() != null
                && !facts.classes().isEmpty()
                && !facts.classes().containsKey(label.positive())) {
            String values = String.join(
                    ", ", facts.classes().keySet().stream().limit(10).toList());
            error(
                    "data.label.positive",
                    "no row has the label '" + label.positive() + "'",
                    Spelling.nearest(label.positive(), facts.classes().keySet())
                            .map(meant -> "did you mean '" + meant + "'?")
                            .orElse("there are " + values));
        }
        if (label.task() != null) {
            task(label, label.task());
        }
    }

    private void task(LabelSpec label, Task task) {
        ColumnType type = schema.columns().get(schema.indexOf(label.name())).type();
        switch (task) {
            case BINARY -> {
                if (facts.distinctLabels() != 2) {
                    error(
                            "data.label.task",
                            "the label '" + label.name() + "' has " + facts.distinctLabels() + " values, not 2",
                            "say task: " + facts.task().word() + ", or make two of them in 'prepare'");
                }
            }
            case MULTICLASS -> {
                if (facts.distinctLabels() == 2) {
                    error(
                            "data.label.task",
                            "the label '" + label.name() + "' has two values, not several",
                            "say task: binary");
                } else if (facts.distinctLabels() > MOST_CLASSES) {
                    error(
                            "data.label.task",
                            "the label '" + label.name() + "' has " + facts.distinctLabels() + " values, more than the "
                                    + MOST_CLASSES + " classes a model takes",
                            "say task: regression, or make coarser classes in 'prepare'");
                }
            }
            case REGRESSION -> {
                if (!type.numeric() && type != ColumnType.BOOLEAN) {
                    error(
                            "data.label.task",
                            "the label '" + label.name() + "' is not a number",
                            "say task: " + facts.task().word());
                }
            }
        }
    }

    private void time() {
        DataSpec data = charter.data();
        if (data.time() != null && column("data.time", data.time())) {
            ColumnType type = schema.columns().get(schema.indexOf(data.time())).type();
            if (!type.temporal()) {
                error(
                        "data.time",
                        "'" + data.time() + "' is " + type.name().toLowerCase(Locale.ROOT) + ", not a time",
                        "say how it is written, in its source: dates: {" + data.time() + ": yyyy-MM-dd}");
                return;
            }
        }
        LocalDateTime first = facts.firstTime();
        LocalDateTime last = facts.lastTime();
        if (data.split() instanceof Split.ByTime(LocalDateTime from, LocalDateTime until)
                && first != null
                && last != null) {
            String span = "the data goes from " + first + " to " + last;
            if (from.isAfter(last)) {
                error("data.split.holdout_from", "the hold-out set begins after the last row", span);
            } else if (!from.isAfter(first)) {
                error(
                        "data.split.holdout_from",
                        "no row is left to learn from: the hold-out set begins with the first row",
                        span);
            }
            if (until != null && until.isAfter(last.plusDays(31))) {
                warning("data.split.holdout_until", "the hold-out set ends long after the last row", span);
            }
        }
    }

    private void alternatives() {
        List<Alternative> alternatives = charter.design().problem().alternatives();
        for (int i = 0; i < alternatives.size(); i++) {
            String path = "design.problem.alternatives[" + i + "]";
            Alternative alternative = alternatives.get(i);
            String score = alternative.score();
            if (score != null && column(path + ".score", score)) {
                ColumnType type = schema.columns().get(schema.indexOf(score)).type();
                if (!type.numeric() && type != ColumnType.BOOLEAN) {
                    error(path + ".score", "'" + score + "' is not a number, so it ranks nothing", "");
                }
            }
            predicate(path + ".when", alternative.when());
        }
    }

    /// Whether the alternative answers for a label of this task; if not, the reason.
    private static String unanswered(Alternative alternative, Task task) {
        return switch (task) {
            case BINARY ->
                alternative.score() == null && alternative.when() == null
                        ? "it needs 'when' or 'score' where the label has two values"
                        : "";
            case REGRESSION ->
                alternative.score() == null && alternative.value() == null
                        ? "it needs 'value' or 'score' where the label is a number"
                        : "";
            case MULTICLASS -> "a rule answers for two values or a number, not for several classes";
        };
    }

    private void comparable(String path, Requirement requirement, Task task) {
        if (requirement.target() instanceof Target.BetterThan(String than, double _)) {
            charter.design()
                    .findAlternative(than)
                    .map(a -> unanswered(a, task))
                    .filter(why -> !why.isEmpty())
                    .ifPresent(why -> error(
                            path + ".better_than",
                            "'" + than + "' cannot be compared with: " + why,
                            "compare with majority or logistic"));
        }
    }

    private void predicate(String path, @Nullable Predicate predicate) {
        if (predicate != null) {
            String key = path.substring(path.lastIndexOf('.') + 1);
            PredicateResolver.problems(predicate, schema)
                    .forEach(problem -> problems.add(
                            places.problemWithin(path, problem.position(), "'" + key + "': " + problem.reason(), "")));
        }
    }

    private void requirements() {
        Task task = charter.data().label().task() == null
                ? facts.task()
                : charter.data().label().task();
        boolean known = schema.contains(charter.data().label().name()) && facts.distinctLabels() > 1;
        List<Requirement> requirements = charter.design().requirements();
        for (int i = 0; i < requirements.size(); i++) {
            Requirement requirement = requirements.get(i);
            String path = "design.requirements[" + i + "]";
            column(path + ".for_each", requirement.forEach());
            predicate(path + ".on", requirement.on());
            if (!known) {
                continue;
            }
            fits(path + ".measure", requirement.measure(), task);
            comparable(path, requirement, task);
            rare(path + ".measure", requirement.measure());
        }
        Metric selectBy = charter.development().selectBy();
        boolean judged = requirements.stream().anyMatch(requirement -> requirement.measure() == selectBy);
        if (known && selectBy != null && !judged) {
            fits("development.select_by", selectBy, task);
        }
        if (known && task != Task.BINARY && charter.design().costs() != null) {
            warning(
                    "design.costs",
                    "costs of a false alarm and a miss say nothing about a " + task.word() + " label",
                    "");
        }
    }

    private void fits(String path, Metric metric, Task task) {
        if (!metric.operational() && !metric.fits(task)) {
            error(
                    path,
                    "'" + metric.id() + "' does not fit the label, which is " + task.word(),
                    "such as " + String.join(", ", RequirementReader.suggestions(task)));
        }
    }

    private void rare(String path, Metric metric) {
        if (facts.classes().size() != 2 || facts.labelled() == 0) {
            return;
        }
        long fewest = facts.classes().values().stream()
                .mapToLong(Long::longValue)
                .min()
                .orElse(0);
        double share = (double) fewest / facts.labelled();
        if (metric == Metric.ACCURACY && share < RARE) {
            warning(
                    path,
                    String.format(
                            Locale.ROOT,
                            "accuracy says little here: always answering the common class is right in %.1f %% of the rows",
                            100 * (1 - share)),
                    "measure average_precision, cost_per_1000 or recall_at_precision");
        }
    }

    private void capture() {
        CaptureSpec capture = charter.monitoring().capture();
        for (int i = 0; i < capture.exclude().size(); i++) {
            column("monitoring.capture.exclude[" + i + "]", capture.exclude().get(i));
        }
        for (int i = 0; i < capture.hash().size(); i++) {
            column("monitoring.capture.hash[" + i + "]", capture.hash().get(i));
        }
    }
}
