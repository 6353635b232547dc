package dev.trefoil.cli;

import dev.trefoil.core.metric.Costs;
import dev.trefoil.core.verdict.Bound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// The part of a `trefoil.yaml` that can be judged on a file: costs, alternatives, requirements.
///
/// @param costs null when the charter says none
record Charter(@Nullable Costs costs, List<Alternative> alternatives, List<Requirement> requirements) {
    static final Charter EMPTY = new Charter(null, List.of(), List.of());

    /// A way to decide without the model.
    record Alternative(
            String id, @Nullable String score, @Nullable String when) {}

    /// One line of the charter. Its bound is about a difference where `betterThan` names something.
    record Requirement(
            String id,
            String measure,
            Bound bound,
            @Nullable String betterThan,
            @Nullable String forEach,
            @Nullable String on,
            @Nullable Double precision) {}

    static Charter read(Path file) {
        Object root;
        try {
            root = new Load(LoadSettings.builder().setLabel(file.toString()).build())
                    .loadFromString(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(file + " is not YAML: " + e.getMessage(), e);
        }
        Map<?, ?> design = map(map(root, file.toString()).get("design"), "design");
        List<Requirement> requirements = new ArrayList<>();
        for (Object one : list(design.get("requirements"), "design.requirements")) {
            requirements.add(requirement(map(one, "a requirement")));
        }
        if (requirements.isEmpty()) {
            throw new IllegalArgumentException(file + " has no design.requirements to judge");
        }
        List<Alternative> alternatives = new ArrayList<>();
        Object problem = design.get("problem");
        if (problem != null) {
            for (Object one : list(map(problem, "design.problem").get("alternatives"), "alternatives")) {
                Map<?, ?> fields = map(one, "an alternative");
                alternatives.add(new Alternative(
                        required(fields, "id", "an alternative"), text(fields, "score"), text(fields, "when")));
            }
        }
        return new Charter(costs(design.get("costs")), List.copyOf(alternatives), List.copyOf(requirements));
    }

    private static @Nullable Costs costs(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        Map<?, ?> costs = map(value, "design.costs");
        return new Costs(number(costs, "false_alarm", "design.costs"), number(costs, "miss", "design.costs"));
    }

    private static Requirement requirement(Map<?, ?> fields) {
        String id = required(fields, "id", "a requirement");
        String what = "requirement " + id;
        String betterThan = text(fields, "better_than");
        Bound bound;
        if (betterThan != null) {
            double least = fields.get("by_at_least") == null ? 0 : number(fields, "by_at_least", what);
            bound = new Bound(Bound.Side.AT_LEAST, least);
        } else if (fields.get("at_least") != null) {
            bound = new Bound(Bound.Side.AT_LEAST, quantity(fields.get("at_least"), what));
        } else if (fields.get("at_most") != null) {
            bound = new Bound(Bound.Side.AT_MOST, quantity(fields.get("at_most"), what));
        } else if (fields.get("within") != null) {
            bound = new Bound(Bound.Side.WITHIN, quantity(fields.get("within"), what));
        } else {
            throw new IllegalArgumentException(what + " has no at_least, at_most, within or better_than");
        }
        Double precision = fields.get("precision") == null ? null : Double.valueOf(number(fields, "precision", what));
        return new Requirement(
                id,
                required(fields, "measure", what),
                bound,
                betterThan,
                text(fields, "for_each"),
                text(fields, "on"),
                precision);
    }

    /// The number of `0.6`, `20ms` or `50MB`; operational measures are not judged here, so the unit does not
    /// matter.
    private static double quantity(@Nullable Object value, String what) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        String digits = String.valueOf(value).replaceAll("[^0-9.eE+-].*$", "");
        try {
            return Double.parseDouble(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(what + ": '" + value + "' is not a number", e);
        }
    }

    private static double number(Map<?, ?> fields, String name, String what) {
        if (fields.get(name) instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException(what + ": " + name + " must be a number, not '" + fields.get(name) + "'");
    }

    private static @Nullable String text(Map<?, ?> fields, String name) {
        Object value = fields.get(name);
        return value == null ? null : value.toString();
    }

    private static String required(Map<?, ?> fields, String name, String what) {
        String value = text(fields, name);
        if (value == null) {
            throw new IllegalArgumentException(what + " has no " + name);
        }
        return value;
    }

    private static Map<?, ?> map(@Nullable Object value, String what) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IllegalArgumentException(what + " must be a mapping");
    }

    private static List<?> list(@Nullable Object value, String what) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException(what + " must be a list");
    }
}
