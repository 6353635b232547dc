package dev.trefoil.platform.project;

import dev.trefoil.core.metric.Costs;
import dev.trefoil.core.predicate.Predicate;
import dev.trefoil.core.signature.Task;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the section `design`.
final class DesignReader {
    private final YamlMap design;
    private final Ids ids;
    private final @Nullable DataSpec data;

    private DesignReader(YamlMap design, Ids ids, @Nullable DataSpec data) {
        this.design = design;
        this.ids = ids;
        this.data = data;
    }

    static Design read(Optional<YamlValue> section, YamlMap root, Ids ids, @Nullable DataSpec data) {
        Optional<YamlMap> map = section.flatMap(value -> value.map(Shape.DESIGN));
        if (section.isEmpty()) {
            root.warning(
                    "design",
                    "there is no 'design': nothing says what the model is for or what must hold",
                    "trefoil init writes one to start from");
        }
        return map.map(found -> new DesignReader(found, ids, data).design())
                .orElse(new Design(
                        Mode.POC, new BusinessProblem("", "", "", "", List.of()), List.of(), null, List.of()));
    }

    private Design design() {
        Mode mode =
                design.find("mode").flatMap(value -> value.constant(Mode.class)).orElse(Mode.POC);
        BusinessProblem problem = design.find("problem")
                .flatMap(value -> value.map(Shape.PROBLEM))
                .map(this::problem)
                .orElse(new BusinessProblem("", "", "", "", List.of()));
        boolean rulesAnswer = data == null || data.label().task() != Task.MULTICLASS;
        if (rulesAnswer
                && ids.alternatives().isEmpty()
                && problem.alternatives().isEmpty()) {
            design.warning(
                    "problem",
                    "no alternative without machine learning: nothing shows that a model is needed",
                    "add problem.alternatives, such as {id: never, when: \"false\"}");
        }
        List<Stakeholder> stakeholders = stakeholders(mode);
        @Nullable
        ErrorCosts costs = design.find("costs")
                .flatMap(value -> value.map(Shape.COSTS))
                .flatMap(DesignReader::costs)
                .orElse(null);
        @Nullable Task task = data == null ? null : data.label().task();
        if (costs != null && task != null && task != Task.BINARY) {
            design.warning(
                    "costs", "costs of a false alarm and a miss say nothing about a " + task.word() + " label", "");
        }
        RequirementReader reader =
                new RequirementReader(ids, stakeholders, design.find("costs").isPresent(), data);
        List<Requirement> requirements = design.find("requirements")
                .map(value -> reader.requirements(value.list()))
                .orElse(List.of());
        if (design.find("requirements").map(value -> value.items().isEmpty()).orElse(true)) {
            design.warning(
                    "requirements",
                    "no requirement: nothing says when a model is good enough",
                    "such as {id: R1, measure: auc, at_least: 0.7}");
        }
        return new Design(mode, problem, stakeholders, costs, requirements);
    }

    private BusinessProblem problem(YamlMap map) {
        String decision = text(map, "decision", "what is decided with a prediction");
        String user = text(map, "user", "who decides");
        String unit = text(map, "unit", "what one row is");
        String today = text(map, "today", "how it is decided today");
        List<Alternative> alternatives = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (YamlValue item : map.find("alternatives").map(YamlValue::list).orElse(List.of())) {
            item.map(Shape.ALTERNATIVE)
                    .flatMap(alternative -> alternative(alternative, ids))
                    .ifPresent(alternatives::add);
        }
        return new BusinessProblem(decision, user, unit, today, alternatives);
    }

    private static String text(YamlMap map, String key, String meaning) {
        Optional<YamlValue> value = map.find(key);
        if (value.isEmpty()) {
            map.self().warning("the problem does not say '" + key + "'", "write " + meaning);
        }
        return value.flatMap(YamlValue::text).orElse("");
    }

    private static Optional<Alternative> alternative(YamlMap map, Set<String> ids) {
        Optional<String> id = map.require("id", "such as never, or desk-rule").flatMap(CharterParser::slug);
        id.ifPresent(name -> {
            if (!ids.add(name)) {
                map.error("id", "two alternatives are called '" + name + "'", "give each its own id");
            }
            if (Baseline.WORDS.contains(name)) {
                map.error("id", "'" + name + "' is the name of a built-in baseline", "choose another id");
            }
        });
        @Nullable String score = map.find("score").flatMap(YamlValue::text).orElse(null);
        @Nullable
        Predicate when = map.find("when").flatMap(YamlValue::predicate).orElse(null);
        @Nullable Double value = map.find("value").flatMap(YamlValue::number).orElse(null);
        if (!map.meansOneOf(List.of("when", "score", "value"))) {
            map.self()
                    .error(
                            "an alternative needs 'when', 'score' or 'value'",
                            "when: a predicate that acts, score: a column that ranks, value: a number");
        }
        if (id.isEmpty() || (score == null && when == null && value == null)) {
            return Optional.empty();
        }
        return Optional.of(new Alternative(id.orElseThrow(), score, when, value));
    }

    private List<Stakeholder> stakeholders(Mode mode) {
        List<Stakeholder> stakeholders = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlValue item : design.find("stakeholders").map(YamlValue::list).orElse(List.of())) {
            item.map(Shape.STAKEHOLDER).ifPresent(map -> {
                Optional<String> name = map.require("name", "").flatMap(YamlValue::text);
                String role = map.find("role").flatMap(YamlValue::text).orElse("");
                Set<Section> signs = EnumSet.noneOf(Section.class);
                map.find("signs")
                        .map(YamlValue::items)
                        .orElse(List.of())
                        .forEach(word -> word.constant(Section.class).ifPresent(signs::add));
                name.ifPresent(found -> {
                    if (!names.add(found)) {
                        map.error("name", "two stakeholders are called '" + found + "'", "give each its own name");
                    }
                    stakeholders.add(new Stakeholder(found, role, signs));
                });
            });
        }
        if (mode == Mode.PRODUCTION
                && stakeholders.stream().allMatch(s -> s.signs().isEmpty())) {
            design.warning(
                    "stakeholders",
                    "nobody signs anything, in production",
                    "add stakeholders with the sections they sign");
        }
        return stakeholders;
    }

    private static Optional<ErrorCosts> costs(YamlMap map) {
        Optional<Double> falseAlarm = cost(map, "false_alarm");
        Optional<Double> miss = cost(map, "miss");
        String currency = map.find("currency").flatMap(YamlValue::text).orElse("");
        if (falseAlarm.isEmpty() || miss.isEmpty()) {
            return Optional.empty();
        }
        if (falseAlarm.orElseThrow() + miss.orElseThrow() <= 0) {
            map.self().error("errors that cost nothing decide nothing", "give one of the two a cost above 0");
            return Optional.empty();
        }
        return Optional.of(new ErrorCosts(new Costs(falseAlarm.orElseThrow(), miss.orElseThrow()), currency));
    }

    private static Optional<Double> cost(YamlMap map, String key) {
        return map.require(key, "both costs are needed; they decide the threshold")
                .flatMap(value -> value.number().filter(cost -> {
                    boolean fits = cost >= 0 && Double.isFinite(cost);
                    if (!fits) {
                        value.error(
                                "a cost is at least 0, not " + value.text().orElse(""),
                                "a gain is a cost of the other error");
                    }
                    return fits;
                }));
    }
}
