package dev.trefoil.table.profile;

import java.util.List;
import java.util.Set;

/// A place where a table breaks its contract.
///
/// @param column empty for a rule of the whole table
/// @param rule key of the rule in the contract, such as `missing_at_most`
/// @param expected what the contract says
/// @param found what the table has
/// @param count how many rows (or columns) break it
/// @param examples some of the values that do
public record Anomaly(String column, String rule, String expected, String found, long count, List<String> examples) {
    /// Rules whose count is of rows.
    private static final Set<String> BY_ROW = Set.of("missing_at_most", "at_least", "at_most", "values");

    public Anomaly {
        examples = List.copyOf(examples);
    }

    /// One line for people.
    public String sentence() {
        String subject = column.isEmpty() ? "the table" : "column '" + column + "'";
        String rows = BY_ROW.contains(rule) ? " in " + count + (count == 1 ? " row" : " rows") : "";
        return subject + ": " + rule + ": expected " + expected + ", found " + found + rows
                + (examples.isEmpty() ? "" : " (such as " + String.join(", ", examples) + ")");
    }
}
