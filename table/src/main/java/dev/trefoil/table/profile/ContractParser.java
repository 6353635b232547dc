package dev.trefoil.table.profile;

import dev.trefoil.core.column.ColumnType;
import dev.trefoil.table.profile.Contract.ColumnContract;
import dev.trefoil.table.profile.ContractException.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads a contract file and gathers all its problems.
final class ContractParser {
    private static final Set<String> TOP = Set.of("contract", "rows", "extra_columns", "columns");
    private static final Set<String> ROWS = Set.of("at_least", "at_most");
    private static final Set<String> COLUMN =
            Set.of("type", "missing_at_most", "at_least", "at_most", "unique", "values", "unseen_at_most");

    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    ContractParser(String file) {
        this.file = file;
    }

    Contract parse(String yaml) {
        Optional<Node> root;
        try {
            root = new Compose(LoadSettings.builder().setLabel(file).build()).composeString(yaml);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new ContractException(
                    List.of(new Problem(file, line, "not YAML: " + e.getProblem(), "correct it there")));
        } catch (YamlEngineException e) {
            throw new ContractException(List.of(new Problem(file, 1, "not YAML: " + e.getMessage(), "correct it")));
        }
        Contract contract = root.isPresent() && root.get() instanceof MappingNode top ? contract(top) : nothing();
        if (!problems.isEmpty()) {
            throw new ContractException(problems);
        }
        return contract;
    }

    private Contract nothing() {
        problems.add(
                new Problem(file, 1, "there is no contract in it", "delete the file, and the next run infers one"));
        return new Contract(0, Long.MAX_VALUE, true, List.of());
    }

    private Contract contract(MappingNode top) {
        keys(top, TOP);
        long least = 0;
        long most = Long.MAX_VALUE;
        boolean extra = true;
        List<ColumnContract> columns = new ArrayList<>();
        if (!"1".equals(text(value(top, "contract")))) {
            problem(top, "the version of the format is not said", "write contract: 1");
        }
        Node rows = value(top, "rows");
        if (rows instanceof MappingNode map) {
            keys(map, ROWS);
            least = (long) number(value(map, "at_least"), 0, 0, Long.MAX_VALUE);
            most = (long) number(value(map, "at_most"), Long.MAX_VALUE, 0, Long.MAX_VALUE);
        } else if (rows != null) {
            problem(rows, "rows is no map", "write rows: {at_least: 100, at_most: 10000}");
        }
        Node extraColumns = value(top, "extra_columns");
        if (extraColumns != null) {
            String word = text(extraColumns);
            extra = !"refused".equals(word);
            if (!"refused".equals(word) && !"allowed".equals(word)) {
                problem(extraColumns, "extra_columns is '" + word + "'", "write allowed or refused");
            }
        }
        if (value(top, "columns") instanceof MappingNode map) {
            for (NodeTuple tuple : map.getValue()) {
                columns.add(column(tuple));
            }
        } else {
            problem(top, "there are no columns", "write columns: {name: {type: number}}");
        }
        return new Contract(least, most, extra, columns);
    }

    private ColumnContract column(NodeTuple tuple) {
        String name = String.valueOf(text(tuple.getKeyNode()));
        if (!(tuple.getValueNode() instanceof MappingNode rules)) {
            problem(tuple.getKeyNode(), "column '" + name + "' has no rules", "write " + name + ": {type: number}");
            return new ColumnContract(name, ColumnType.STRING, 1, null, null, null, 1, false, "");
        }
        keys(rules, COLUMN);
        ColumnType type = type(rules, name);
        Double least = optional(value(rules, "at_least"));
        Double most = optional(value(rules, "at_most"));
        if ((least != null || most != null) && !type.numeric()) {
            problem(rules, "column '" + name + "' is no number and has a range", "take at_least and at_most out");
        }
        if (least != null && most != null && least > most) {
            problem(rules, "column '" + name + "': at_least is above at_most", "exchange them");
        }
        Node unique = value(rules, "unique");
        if (unique != null && !"true".equals(text(unique)) && !"false".equals(text(unique))) {
            problem(unique, "unique is '" + text(unique) + "'", "write true or false");
        }
        List<String> values = values(value(rules, "values"));
        return new ColumnContract(
                name,
                type,
                number(value(rules, "missing_at_most"), 1, 0, 1),
                least,
                most,
                values,
                number(value(rules, "unseen_at_most"), values == null ? 1 : 0, 0, 1),
                unique != null && "true".equals(text(unique)),
                "");
    }

    private ColumnType type(MappingNode rules, String name) {
        Node type = value(rules, "type");
        String word = type == null ? null : text(type);
        for (ColumnType known : ColumnType.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(word)) {
                return known;
            }
        }
        problem(
                type == null ? rules : type,
                "column '" + name + "' has " + (word == null ? "no type" : "the type '" + word + "'"),
                "write one of number, integer, boolean, string, timestamp, date");
        return ColumnType.NUMBER;
    }

    private @Nullable List<String> values(@Nullable Node node) {
        if (node == null) {
            return null;
        }
        List<String> values = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                String text = text(item);
                if (text != null) {
                    values.add(text);
                }
            }
        } else {
            problem(node, "values is no list", "write values: [a, b]");
        }
        return values;
    }

    private void keys(MappingNode map, Set<String> known) {
        Set<String> seen = new HashSet<>();
        for (NodeTuple tuple : map.getValue()) {
            String key = String.valueOf(text(tuple.getKeyNode()));
            if (!known.contains(key)) {
                problem(
                        tuple.getKeyNode(),
                        "unknown key '" + key + "'",
                        "known are " + String.join(", ", known.stream().sorted().toList()));
            } else if (!seen.add(key)) {
                problem(tuple.getKeyNode(), "'" + key + "' comes twice", "take one out");
            }
        }
    }

    private static @Nullable Node value(MappingNode map, String key) {
        for (NodeTuple tuple : map.getValue()) {
            if (key.equals(text(tuple.getKeyNode()))) {
                return tuple.getValueNode();
            }
        }
        return null;
    }

    private @Nullable Double optional(@Nullable Node node) {
        return node == null
                ? null
                : Double.valueOf(number(node, 0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    }

    private double number(@Nullable Node node, double absent, double least, double most) {
        if (node == null) {
            return absent;
        }
        String text = text(node);
        try {
            double number = Double.parseDouble(String.valueOf(text));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Said below, with the place.
        }
        problem(
                node,
                "'" + text + "' is no number" + (most == 1 ? " from 0 to 1" : least == 0 ? " from 0 on" : ""),
                "correct it");
        return absent;
    }

    private static @Nullable String text(@Nullable Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : null;
    }

    private void problem(Node at, String problem, String mend) {
        int line = at.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        problems.add(new Problem(file, line, problem, mend));
    }
}
