package dev.trefoil.table.csv;

/// How rows are cut into fields.
///
/// @param delimiter between fields; a space means any run of spaces
/// @param backslash whether a backslash takes the meaning from a quote inside quotes
public record CsvDialect(char delimiter, char quote, boolean backslash) {
    public static final CsvDialect COMMA = new CsvDialect(',', '"', false);
}
