package dev.trefoil.platform.project;

import dev.trefoil.core.metric.Direction;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.predicate.Predicate;
import dev.trefoil.core.signature.Task;
import dev.trefoil.core.verdict.Bound;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads `design.requirements`, and refuses what nothing could measure.
final class RequirementReader {
    private static final List<String> BOUNDS = List.of("at_least", "at_most", "within");

    private final Ids ids;
    private final List<Stakeholder> stakeholders;
    private final boolean costsSaid;
    private final @Nullable Task task;
    private final boolean timed;

    /// @param costsSaid whether the file has costs, right or wrong
    RequirementReader(Ids ids, List<Stakeholder> stakeholders, boolean costsSaid, @Nullable DataSpec data) {
        this.ids = ids;
        this.stakeholders = stakeholders;
        this.costsSaid = costsSaid;
        this.task = data == null ? null : data.label().task();
        this.timed = data == null || data.time() != null;
    }

    List<Requirement> requirements(List<YamlValue> items) {
        List<Requirement> requirements = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (YamlValue item : items) {
            item.map(Shape.REQUIREMENT).flatMap(map -> requirement(map, seen)).ifPresent(requirements::add);
        }
        return requirements;
    }

    private Optional<Requirement> requirement(YamlMap map, Set<String> seen) {
        Optional<String> id = map.require("id", "such as R1").flatMap(value -> id(value, seen));
        Optional<YamlValue> said = map.require("measure", "such as auc, or rmse");
        Optional<Metric> measure = said.flatMap(RequirementReader::measure);
        Optional<Target> target = measure.flatMap(metric -> target(map, metric));
        @Nullable String forEach = map.find("for_each").flatMap(YamlValue::text).orElse(null);
        @Nullable Predicate on = map.find("on").flatMap(YamlValue::predicate).orElse(null);
        @Nullable
        Double precision =
                map.find("precision").flatMap(RequirementReader::between0And1).orElse(null);
        double confidence =
                map.find("confidence").flatMap(RequirementReader::confidence).orElse(0.95);
        String owner = owner(map);
        measure.ifPresent(metric -> {
            requireMeasurable(map, metric);
            said.ifPresent(value -> requireTask(value, metric));
        });
        if (id.isEmpty() || measure.isEmpty() || target.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Requirement(
                id.orElseThrow(),
                map.find("says").flatMap(YamlValue::text).orElse(""),
                measure.orElseThrow(),
                target.orElseThrow(),
                forEach,
                on,
                precision,
                confidence,
                owner));
    }

    private static Optional<String> id(YamlValue value, Set<String> seen) {
        return value.text().flatMap(id -> {
            if (!id.matches("[A-Za-z][A-Za-z0-9_-]{0,62}")) {
                value.error("'id' should be letters, digits, _ and -, not '" + id + "'", "such as R1");
                return Optional.empty();
            }
            if (RetrainPolicy.names().contains(id)) {
                value.error("'" + id + "' has a meaning of its own in policies", "choose another id");
                return Optional.empty();
            }
            if (!seen.add(id)) {
                value.error("two requirements are called '" + id + "'", "give each its own id");
                return Optional.empty();
            }
            return Optional.of(id);
        });
    }

    static Optional<Metric> measure(YamlValue value) {
        List<String> words = Arrays.stream(Metric.values()).map(Metric::id).toList();
        return value.text().flatMap(word -> {
            Optional<Metric> metric = Arrays.stream(Metric.values())
                    .filter(m -> m.id().equals(word))
                    .findFirst();
            if (metric.isEmpty()) {
                String mend = dev.trefoil.core.text.Spelling.nearest(word, words)
                        .map(meant -> "did you mean '" + meant + "'?")
                        .orElse("docs/reference/trefoil-yaml.md lists them, by task");
                value.error("there is no measure '" + word + "'", mend);
            }
            return metric;
        });
    }

    private void requireTask(YamlValue value, Metric metric) {
        if (task != null && !metric.operational() && !metric.fits(task)) {
            value.error(
                    "'" + metric.id() + "' does not fit a " + task.word() + " label",
                    "such as " + String.join(", ", suggestions(task)));
        }
    }

    /// The measures to name first when one does not fit.
    static List<String> suggestions(Task task) {
        return switch (task) {
            case BINARY -> List.of("auc", "average_precision", "log_loss", "brier");
            case MULTICLASS -> List.of("macro_f1", "accuracy", "log_loss", "macro_auc");
            case REGRESSION -> List.of("rmse", "mae", "r2");
        };
    }

    private Optional<Target> target(YamlMap map, Metric metric) {
        List<String> given = new ArrayList<>();
        for (String key : BOUNDS) {
            if (map.find(key).isPresent()) {
                given.add(key);
            }
        }
        if (map.find("better_than").isPresent()) {
            given.add("better_than");
        }
        if (given.isEmpty()) {
            if (map.meansOneOf(List.of("at_least", "at_most", "within", "better_than"))) {
                return Optional.empty();
            }
            map.self().error("the requirement asks for nothing", "add at_least, at_most, within or better_than");
            return Optional.empty();
        }
        if (given.size() > 1) {
            map.error(
                    given.get(1),
                    "a requirement asks for one thing, this one for " + String.join(" and ", given),
                    "write two requirements");
            return Optional.empty();
        }
        if (given.getFirst().equals("better_than")) {
            return betterThan(map, metric);
        }
        if (map.find("by_at_least").isPresent()) {
            map.error("by_at_least", "'by_at_least' goes with better_than", "take it out");
        }
        return bound(map, metric, given.getFirst());
    }

    private static Optional<Target> bound(YamlMap map, Metric metric, String key) {
        YamlValue value = map.find(key).orElseThrow();
        Bound.Side side = switch (key) {
            case "at_least" -> Bound.Side.AT_LEAST;
            case "at_most" -> Bound.Side.AT_MOST;
            default -> Bound.Side.WITHIN;
        };
        Optional<Double> number = amount(value, metric);
        if (number.isPresent() && side == Bound.Side.WITHIN && number.orElseThrow() < 0) {
            value.error("'within' takes a width of at least 0", "");
            return Optional.empty();
        }
        Direction direction = metric.direction();
        boolean backwards = (direction == Direction.HIGHER && side == Bound.Side.AT_MOST)
                || (direction == Direction.LOWER && side == Bound.Side.AT_LEAST);
        if (backwards) {
            map.warning(
                    key,
                    "'" + metric.id() + "' is better when " + (direction == Direction.HIGHER ? "higher" : "lower")
                            + "; this asks for a worse one",
                    "did you mean '" + (direction == Direction.HIGHER ? "at_least" : "at_most") + "'?");
        }
        return number.map(bound -> new Target.Absolute(new Bound(side, bound)));
    }

    /// The number in the unit of the measure: milliseconds, bytes, or the measure's own.
    private static Optional<Double> amount(YamlValue value, Metric metric) {
        return switch (metric) {
            case LATENCY_P50, LATENCY_P95, LATENCY_P99 ->
                value.span().flatMap(span -> {
                    if (span.months() > 0 || span.zero()) {
                        value.error(value.name() + " should be a short time, above 0", "such as 20ms");
                        return Optional.empty();
                    }
                    return Optional.of(span.exact().toNanos() / 1e6);
                });
            case MEMORY, MODEL_SIZE ->
                value.text().flatMap(text -> {
                    OptionalLong bytes = ByteSize.parse(text);
                    if (bytes.isEmpty()) {
                        value.error(value.name() + " should be a size, not '" + text + "'", ByteSize.EXAMPLES);
                        return Optional.empty();
                    }
                    return Optional.of((double) bytes.getAsLong());
                });
            default -> value.share();
        };
    }

    private Optional<Target> betterThan(YamlMap map, Metric metric) {
        YamlValue value = map.find("better_than").orElseThrow();
        List<String> known = new ArrayList<>(ids.alternatives());
        known.addAll(Baseline.WORDS);
        Optional<String> than = value.word(known);
        double by = map.find("by_at_least")
                .flatMap(amount -> amount(amount, metric))
                .orElse(0.0);
        if (metric.operational()) {
            map.error(
                    "better_than",
                    "'" + metric.id() + "' is measured of one model, not against another",
                    "use at_most");
        }
        if (metric.direction() == Direction.ZERO) {
            map.error(
                    "better_than",
                    "'" + metric.id() + "' is best at 0, so nothing is better by a difference",
                    "ask for it within a width, such as within: 0.05");
        }
        if (!timed && than.filter("last-value"::equals).isPresent()) {
            value.error("'last-value' needs the column of the time", "add time: COLUMN to 'data'");
        }
        boolean rule = than.filter(id -> !Baseline.WORDS.contains(id)).isPresent();
        boolean needsProbability = switch (metric) {
            case LOG_LOSS, BRIER, ECE, ECE_MASS -> true;
            default -> false;
        };
        if (rule && needsProbability) {
            map.warning(
                    "better_than",
                    "a rule gives no probability, so '" + metric.id() + "' compares little",
                    "compare by auc, value_per_1000 or cost_per_1000");
        }
        return than.map(id -> new Target.BetterThan(id, by));
    }

    private void requireMeasurable(YamlMap map, Metric metric) {
        boolean money = metric == Metric.VALUE_PER_1000 || metric == Metric.COST_PER_1000;
        if (money && !costsSaid) {
            map.error(
                    "measure",
                    "nothing can measure '" + metric.id() + "' without costs",
                    "add design.costs: {false_alarm: …, miss: …}");
        }
        if (metric == Metric.RECALL_AT_PRECISION && map.find("precision").isEmpty()) {
            map.error("measure", "'recall_at_precision' needs the precision to keep", "add precision: 0.9");
        }
        if (metric != Metric.RECALL_AT_PRECISION && map.find("precision").isPresent()) {
            map.error("precision", "'precision' goes with recall_at_precision", "take it out");
        }
        for (String key : List.of("for_each", "on")) {
            if (metric.operational() && map.find(key).isPresent()) {
                map.error(
                        key,
                        "'" + metric.id() + "' is measured of the model as a whole, not of some rows",
                        "take it out");
            }
        }
    }

    private String owner(YamlMap map) {
        List<String> names = stakeholders.stream().map(Stakeholder::name).toList();
        Optional<YamlValue> said = map.find("owner");
        if (said.isPresent()) {
            return said.flatMap(value -> names.isEmpty() ? value.text() : value.word(names))
                    .orElse("");
        }
        return stakeholders.stream()
                .filter(s -> s.role().equals("owner"))
                .findFirst()
                .or(() -> stakeholders.stream().findFirst())
                .map(Stakeholder::name)
                .orElse("");
    }

    private static Optional<Double> between0And1(YamlValue value) {
        return value.share().filter(share -> {
            boolean fits = share > 0 && share <= 1;
            if (!fits) {
                value.error(value.name() + " should be a share between 0 and 1", "");
            }
            return fits;
        });
    }

    private static Optional<Double> confidence(YamlValue value) {
        return value.share().filter(share -> {
            boolean fits = share >= 0.5 && share < 1;
            if (!fits) {
                value.error("'confidence' should be at least 0.5 and below 1", "such as 0.95");
            }
            return fits;
        });
    }
}
