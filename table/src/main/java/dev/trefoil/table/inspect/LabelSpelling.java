package dev.trefoil.table.inspect;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.StringColumn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Values of a label that differ only in case, in blanks around them or in a final full stop: `Yes`, `YES`, `yes.`.
///
/// @param spellings those of each value, the most frequent first; the values in the order of their keys
record LabelSpelling(String label, SequencedMap<String, List<String>> spellings) {
    /// With more values than this, case may tell them apart on purpose, as for letters.
    private static final int MOST_VALUES = 10;

    private static final int MOST_SPELLINGS = 100;

    static LabelSpelling of(String label, Column column) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (int row = 0; row < column.size() && counts.size() <= MOST_SPELLINGS; row++) {
            String text = column instanceof StringColumn ? column.text(row) : null;
            if (text != null) {
                counts.merge(text, 1, Integer::sum);
            }
        }
        SequencedMap<String, List<String>> spellings = new java.util.TreeMap<>();
        counts.keySet().stream()
                .sorted(Comparator.comparingInt((String text) -> -counts.getOrDefault(text, 0))
                        .thenComparing(Comparator.naturalOrder()))
                .forEach(text -> spellings
                        .computeIfAbsent(key(text), _ -> new ArrayList<>())
                        .add(text));
        boolean joins = counts.size() <= MOST_SPELLINGS
                && spellings.size() >= 2
                && spellings.size() <= MOST_VALUES
                && spellings.size() < counts.size();
        return new LabelSpelling(label, joins ? spellings : new LinkedHashMap<>());
    }

    private static String key(String text) {
        return text.strip().toLowerCase(Locale.ROOT).replaceAll("\\.+$", "");
    }

    boolean differs() {
        return !spellings.isEmpty();
    }

    /// The rows with one spelling for each value of the label.
    ColumnBatch joined(ColumnBatch rows) {
        if (!differs()) {
            return rows;
        }
        Column column = rows.column(label);
        @Nullable String[] texts = new @Nullable String[column.size()];
        for (int row = 0; row < texts.length; row++) {
            String text = column.text(row);
            texts[row] = text == null
                    ? null
                    : spellings.getOrDefault(key(text), List.of(text)).getFirst();
        }
        List<Column> columns = new ArrayList<>(rows.columns());
        columns.set(rows.schema().indexOf(label), new StringColumn(texts));
        return new ColumnBatch(rows.schema(), columns, rows.rows());
    }

    /// One sentence for people.
    String says() {
        List<String> parts = spellings.values().stream()
                .map(each ->
                        String.join(" = ", each.stream().map(t -> "'" + t + "'").toList()))
                .toList();
        return "values of '" + label + "' that differ only in case, blanks or a full stop are made one in prepare.sql: "
                + String.join("; ", parts);
    }

    /// The query that does so.
    String sql(String table) {
        StringBuilder text =
                new StringBuilder("-- One spelling for each value of the label.\nSELECT * REPLACE (\n  CASE ");
        text.append(identifier(label)).append('\n');
        spellings
                .values()
                .forEach(each -> each.stream()
                        .skip(1)
                        .forEach(other -> text.append("    WHEN ")
                                .append(literal(other))
                                .append(" THEN ")
                                .append(literal(each.getFirst()))
                                .append('\n')));
        return text.append("    ELSE ")
                .append(identifier(label))
                .append("\n  END AS ")
                .append(identifier(label))
                .append(")\nFROM ")
                .append(identifier(table))
                .append('\n')
                .toString();
    }

    private static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
