package dev.trefoil.cli;

import dev.trefoil.core.verdict.Estimate;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a statistics command says: JSON lines on standard output with `--json`, else aligned tables. Nothing
/// is printed before [#finish], so that a command that fails says nothing but its error.
final class StatisticsOutput {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final PrintWriter out;
    private final StringBuilder said = new StringBuilder();
    private final boolean json;
    private final List<List<String>> rows = new ArrayList<>();

    StatisticsOutput(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /// Prints everything said, and hands the exit code through.
    int finish(int exit) {
        out.print(said);
        out.flush();
        return exit;
    }

    static ObjectNode event(String name) {
        return MAPPER.createObjectNode().put("event", name);
    }

    /// One JSON line; nothing without `--json`.
    void line(ObjectNode node) {
        if (json) {
            said.append(MAPPER.writeValueAsString(node)).append('\n');
        }
    }

    /// One row of the table; nothing with `--json`.
    void row(Object... cells) {
        if (!json) {
            rows.add(List.of(cells).stream().map(StatisticsOutput::text).toList());
        }
    }

    /// Prints the rows so far as a table, the first as its head; nothing when there is only a head.
    void table() {
        if (rows.size() < 2) {
            rows.clear();
            return;
        }
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            said.append(line.toString().stripTrailing()).append('\n');
        }
        rows.clear();
    }

    /// Drops the rows that are not printed yet.
    void forget() {
        rows.clear();
    }

    /// A sentence for people; nothing with `--json`.
    void say(String sentence) {
        if (!json) {
            said.append(sentence).append('\n');
        }
    }

    /// A number, or null where JSON has no word for it.
    static void put(ObjectNode node, String name, double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            node.putNull(name);
        } else {
            node.put(name, value);
        }
    }

    static ObjectNode estimate(ObjectNode node, Estimate estimate) {
        put(node, "value", estimate.value());
        put(node, "low", estimate.low());
        put(node, "high", estimate.high());
        node.put("n", estimate.n()).put("clusters", estimate.clusters());
        return node.put("confidence", estimate.confidence()).put("method", estimate.method());
    }

    static String interval(Estimate estimate) {
        return estimate.hasInterval()
                ? "[" + text(estimate.low()) + ", " + text(estimate.high()) + "]"
                : estimate.defined() ? "no interval" : "undefined";
    }

    static String text(Object cell) {
        if (!(cell instanceof Double number)) {
            return String.valueOf(cell);
        }
        double value = number;
        if (Double.isNaN(value)) {
            return "–";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        double size = Math.abs(value);
        return size != 0 && (size < 1e-3 || size >= 1e7)
                ? String.format(Locale.ROOT, "%.3e", value)
                : String.format(Locale.ROOT, size >= 100 ? "%.2f" : "%.4f", value);
    }
}
