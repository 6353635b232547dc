package dev.trefoil.platform.project;

import dev.trefoil.core.predicate.Predicate;
import dev.trefoil.core.predicate.PredicateException;
import dev.trefoil.core.predicate.PredicateParser;
import dev.trefoil.core.text.Spelling;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A value of a YAML file at its path. Readers report what is wrong and answer empty then, so that reading goes on and
/// finds the next mistake.
record YamlValue(Node node, String path, Findings findings) {
    YamlValue {
        findings.place(path, node);
    }

    void error(String message, String mend) {
        findings.error(node, path, message, mend);
    }

    void warning(String message, String mend) {
        findings.add(Problem.Severity.WARNING, node.getStartMark(), path, message, mend);
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    /// The value of a key, where this is a map that has it; nothing is checked.
    Optional<YamlValue> peek(String key) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode name
                                && name.getValue().equals(key))
                        .map(tuple -> new YamlValue(tuple.getValueNode(), path + "." + key, findings))
                        .findFirst()
                : Optional.empty();
    }

    /// The single value as it is written, where it is one; nothing is checked.
    Optional<String> scalar() {
        return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    /// The last part of the path, as messages name it.
    String name() {
        String last = path.substring(path.lastIndexOf('.') + 1);
        return last.isEmpty() ? "the file" : "'" + last + "'";
    }

    /// Any single value, as it is written.
    Optional<String> text() {
        if (node instanceof ScalarNode scalar) {
            String text = scalar.getValue();
            if (!text.isBlank()) {
                return Optional.of(text.strip());
            }
            error(name() + " is empty", "write a value, or leave the key out");
            return Optional.empty();
        }
        error(name() + " should be one value, not " + (isMap() ? "a map" : "a list"), "");
        return Optional.empty();
    }

    Optional<Double> number() {
        return text().flatMap(text -> {
            if (text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?")) {
                return Optional.of(Double.parseDouble(text));
            }
            String point = text.matches("[+-]?\\d+,\\d+") ? "write the decimal point: " + text.replace(',', '.') : "";
            error(name() + " should be a number, not '" + text + "'", point);
            return Optional.empty();
        });
    }

    /// A number or a percentage.
    Optional<Double> share() {
        Optional<String> percent =
                node instanceof ScalarNode scalar && scalar.getValue().strip().endsWith("%")
                        ? Optional.of(scalar.getValue().strip())
                        : Optional.empty();
        if (percent.isEmpty()) {
            return number();
        }
        String text = percent.orElseThrow().replaceFirst(" *%$", "");
        if (text.matches("[+-]?\\d+(\\.\\d+)?")) {
            return Optional.of(new java.math.BigDecimal(text).movePointLeft(2).doubleValue());
        }
        error(name() + " should be a share such as 5% or 0.05, not '" + percent.orElseThrow() + "'", "");
        return Optional.empty();
    }

    Optional<Long> whole(long least) {
        return text().flatMap(text -> {
            if (text.matches("[+-]?\\d{1,18}") && Long.parseLong(text) >= least) {
                return Optional.of(Long.parseLong(text));
            }
            error(name() + " should be a whole number of at least " + least + ", not '" + text + "'", "");
            return Optional.empty();
        });
    }

    Optional<Boolean> flag() {
        return text().flatMap(text -> {
            if (text.equals("true") || text.equals("false")) {
                return Optional.of(text.equals("true"));
            }
            error(name() + " should be true or false, not '" + text + "'", "");
            return Optional.empty();
        });
    }

    /// Exactly one character, spaces and tabs among them.
    Optional<Character> character() {
        if (node instanceof ScalarNode scalar && scalar.getValue().length() == 1) {
            return Optional.of(scalar.getValue().charAt(0));
        }
        error(name() + " should be one character", "write it in quotes, a tab as \"\\t\"");
        return Optional.empty();
    }

    /// One of these words.
    Optional<String> word(List<String> words) {
        return text().flatMap(text -> {
            if (words.contains(text)) {
                return Optional.of(text);
            }
            String mend = Spelling.nearest(text, words)
                    .map(meant -> "did you mean '" + meant + "'?")
                    .orElse("one of " + String.join(", ", words));
            error(name() + " cannot be '" + text + "'", mend);
            return Optional.empty();
        });
    }

    <E extends Enum<E>> Optional<E> constant(Class<E> type) {
        return word(Words.all(type))
                .flatMap(word -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> Words.of(constant).equals(word))
                        .findFirst());
    }

    Optional<TimeSpan> span() {
        return text().flatMap(text -> {
            Optional<TimeSpan> span = TimeSpan.parse(text);
            if (span.isEmpty()) {
                error(name() + " should be a length of time, not '" + text + "'", TimeSpan.EXAMPLES);
            }
            return span;
        });
    }

    /// A day, or a day and a time.
    Optional<LocalDateTime> time() {
        return text().flatMap(text -> {
            try {
                return Optional.of(
                        text.length() == 10
                                ? LocalDate.parse(text).atStartOfDay()
                                : LocalDateTime.parse(text.replace(' ', 'T')));
            } catch (DateTimeException _) {
                error(
                        name() + " should be a day or a time, not '" + text + "'",
                        "write it like 2013-03-01 or 2013-03-01T06:00");
                return Optional.empty();
            }
        });
    }

    Optional<Predicate> predicate() {
        return text().flatMap(text -> {
            try {
                return Optional.of(PredicateParser.parse(text));
            } catch (PredicateException e) {
                wrongPredicate(e);
                return Optional.empty();
            }
        });
    }

    void wrongPredicate(PredicateException e) {
        findings.add(findings.places().problemWithin(path, e.position(), name() + ": " + e.reason(), ""));
    }

    /// The items of a list; a value that is none is a list of one.
    List<YamlValue> items() {
        if (!(node instanceof SequenceNode sequence)) {
            return List.of(this);
        }
        List<YamlValue> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new YamlValue(item, path + "[" + items.size() + "]", findings));
        }
        return items;
    }

    /// The items of a list that has to be one.
    List<YamlValue> list() {
        if (isList()) {
            return items();
        }
        error(name() + " should be a list", "write it as [a, b] or with a dash before each item");
        return List.of();
    }

    /// A list of texts, or one text.
    List<String> texts() {
        return items().stream().map(YamlValue::text).flatMap(Optional::stream).toList();
    }

    /// A map with the keys of a shape; others are reported.
    Optional<YamlMap> map(Shape shape) {
        return YamlMap.of(this).map(map -> {
            map.keepTo(shape);
            return map;
        });
    }

    /// A map whose keys are of the user's choice.
    Optional<YamlMap> names() {
        return YamlMap.of(this);
    }
}
