package dev.trefoil.platform.project;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Collects what is wrong in one file, and where each key stands.
final class Findings {
    private final String file;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Place> places = new HashMap<>();

    Findings(String file) {
        this.file = file;
    }

    void add(Problem.Severity severity, Optional<Mark> mark, String path, String message, String mend) {
        int line = mark.map(m -> m.getLine() + 1).orElse(1);
        int column = mark.map(m -> m.getColumn() + 1).orElse(1);
        problems.add(new Problem(severity, file, line, column, path, message, mend));
    }

    void error(Node node, String path, String message, String mend) {
        add(Problem.Severity.ERROR, node.getStartMark(), path, message, mend);
    }

    void add(Problem problem) {
        problems.add(problem);
    }

    /// Remembers where the value of a path stands.
    void place(String path, Node node) {
        node.getStartMark().ifPresent(start -> {
            int line = start.getLine() + 1;
            int column = start.getColumn() + 1;
            places.put(path, new Place(line, column));
            boolean oneLine = node.getEndMark()
                    .filter(end -> end.getLine() == start.getLine())
                    .isPresent();
            if (oneLine && node instanceof ScalarNode scalar) {
                ScalarStyle style = scalar.getScalarStyle();
                boolean quoted = style == ScalarStyle.DOUBLE_QUOTED || style == ScalarStyle.SINGLE_QUOTED;
                places.put(path + Places.TEXT, new Place(line, column + (quoted ? 1 : 0)));
            }
        });
    }

    Places places() {
        return new Places(file, places);
    }

    boolean failed() {
        return problems.stream().anyMatch(Problem::error);
    }

    List<Problem> inOrder() {
        return problems.stream().sorted(Problem.IN_ORDER).distinct().toList();
    }
}
