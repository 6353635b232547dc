package dev.trefoil.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a command prints: one line of JSON, or a table for people whose columns line up.
final class Lines {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final PrintStream out;
    private final List<String[]> rows = new ArrayList<>();

    Lines(PrintStream out) {
        this.out = out;
    }

    static void json(PrintStream out, JsonNode value) {
        out.println(JSON.writeValueAsString(value));
    }

    Lines row(String... cells) {
        rows.add(cells);
        return this;
    }

    /// Prints the rows, or what is said instead when there are none.
    void print(String otherwise) {
        if (rows.isEmpty()) {
            out.println("  " + otherwise);
            return;
        }
        int columns = rows.stream().mapToInt(row -> row.length).max().orElse(0);
        int[] widths = new int[columns];
        for (String[] row : rows) {
            for (int c = 0; c < row.length; c++) {
                widths[c] = Math.max(widths[c], row[c].length());
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder("  ");
            for (int c = 0; c < row.length; c++) {
                line.append(row[c]);
                if (c < row.length - 1) {
                    line.append(" ".repeat(widths[c] - row[c].length() + 2));
                }
            }
            out.println(line.toString().stripTrailing());
        }
    }

    /// A text of a JSON answer, empty where there is none.
    static String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isNull() || value.isMissingNode() ? "" : value.asString("");
    }

    /// A time to the second, as people read it.
    static String time(JsonNode node, String name) {
        String text = text(node, name);
        return text.length() > 19 ? text.substring(0, 19).replace('T', ' ') : text;
    }

    static String brief(String digest) {
        return digest.length() > 6 ? digest.substring(0, 6) : digest;
    }
}
