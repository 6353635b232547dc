package dev.trefoil.table.csv;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds out how rows are cut into fields: the delimiter under which the rows of a sample have the same number of
/// fields and the fields the fewest other delimiters in them.
final class DialectSniffer {
    private static final String DELIMITERS = "\t;,|: ";
    private static final int ROWS = 500;

    private DialectSniffer() {}

    static CsvDialect sniff(String sample, @Nullable Character delimiter, @Nullable Character quote) {
        boolean backslash = sample.contains("\\\"") && !sample.contains("\"\"");
        char marks = quote != null ? quote : singleQuoted(sample) ? '\'' : '"';
        if (delimiter != null) {
            return new CsvDialect(delimiter, marks, backslash);
        }
        String told = sample.lines().findFirst().orElse("").strip().toLowerCase(java.util.Locale.ROOT);
        if (told.matches("\"?sep=.\"?")) {
            return new CsvDialect(told.charAt(told.indexOf('=') + 1), marks, backslash);
        }
        CsvDialect best = new CsvDialect(',', marks, backslash);
        double bestScore = 0.35;
        for (int i = 0; i < DELIMITERS.length(); i++) {
            char candidate = DELIMITERS.charAt(i);
            CsvDialect dialect = new CsvDialect(candidate, marks, backslash);
            double score = score(rows(sample, dialect), candidate);
            if (score > bestScore + 1e-9) {
                best = dialect;
                bestScore = score;
            }
        }
        return best;
    }

    private static double score(List<String[]> rows, char delimiter) {
        Map<Integer, Integer> widths = new HashMap<>();
        rows.forEach(row -> widths.merge(row.length, 1, Integer::sum));
        int width = 0;
        int most = 0;
        for (Map.Entry<Integer, Integer> entry : widths.entrySet()) {
            if (entry.getKey() > 1 && entry.getValue() > most) {
                width = entry.getKey();
                most = entry.getValue();
            }
        }
        if (width < 2) {
            return 0;
        }
        long cells = 0;
        long mixed = 0;
        for (String[] row : rows) {
            for (String cell : row) {
                cells++;
                mixed += mixed(cell, delimiter) ? 1 : 0;
            }
        }
        double consistency = (double) most / rows.size();
        double rare = delimiter == ' ' || delimiter == ':' ? 0.5 : 1;
        return consistency * consistency * (1 - 0.8 * mixed / cells) * rare * (1 + Math.min(width, 50) / 500.0);
    }

    /// Whether a field looks as if a stronger delimiter should have cut it.
    private static boolean mixed(String cell, char delimiter) {
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c != delimiter && (c == ';' || c == '\t' || c == '|')) {
                return true;
            }
        }
        return delimiter != ','
                && cell.indexOf(',') >= 0
                && NumberText.kinds(cell) == NumberText.NONE
                && !cell.contains(" ");
    }

    /// The rows of a sample, without the last, which may be cut.
    static List<String[]> rows(String sample, CsvDialect dialect) {
        List<String[]> rows = new ArrayList<>();
        CsvRows reader = new CsvRows(new StringReader(sample), dialect);
        try {
            while (rows.size() < ROWS && reader.next()) {
                if (!reader.hasOpenQuote()) {
                    String[] row = new String[reader.size()];
                    for (int i = 0; i < row.length; i++) {
                        row[i] = reader.field(i);
                    }
                    rows.add(row);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private static boolean singleQuoted(String sample) {
        if (sample.indexOf('"') >= 0) {
            return false;
        }
        long enclosed = 0;
        for (int i = 1; i < sample.length() - 1; i++) {
            char before = sample.charAt(i - 1);
            if (sample.charAt(i) == '\'' && before != ' ' && (before < ' ' || DELIMITERS.indexOf(before) >= 0)) {
                int close = sample.indexOf('\'', i + 1);
                if (close > 0
                        && close + 1 < sample.length()
                        && (DELIMITERS.indexOf(sample.charAt(close + 1)) >= 0 || sample.charAt(close + 1) < ' ')) {
                    enclosed++;
                    i = close;
                }
            }
        }
        return enclosed >= 3;
    }
}
