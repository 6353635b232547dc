package dev.trefoil.table.csv;

import dev.trefoil.core.column.ColumnType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The top of one file: how many rows come before the data, and the names of its columns.
///
/// @param skip rows before the first row of data
/// @param header whether the last of them has the names
/// @param names one per field; empty for a field to drop
record CsvHeader(int skip, boolean header, List<String> names, List<String> notes) {
    /// @param rows the first rows of the file
    /// @param stated whether there is a header, where somebody said so
    /// @param columns names where somebody gave them
    /// @param expected a column that must be there, or null
    static CsvHeader of(
            List<String[]> rows, @Nullable Boolean stated, List<String> columns, @Nullable String expected) {
        List<String> notes = new ArrayList<>();
        int width = commonWidth(rows);
        int top = preamble(rows, width);
        if (top > 0) {
            notes.add("the first " + (top == 1 ? "line is" : top + " lines are") + " no part of the table: "
                    + String.join(" ", rows.getFirst()).strip());
        }
        String[] first = rows.get(top);
        boolean header = stated != null
                ? stated
                : columns.isEmpty() && looksLikeNames(first, rows.subList(top + 1, rows.size()), expected);
        List<String> names;
        if (header) {
            names = named(first, width, rows.subList(top + 1, rows.size()), notes);
        } else {
            names = new ArrayList<>();
            for (int i = 0; i < width; i++) {
                names.add(i < columns.size() ? columns.get(i) : "column" + (i + 1));
            }
            notes.add("there is no header; the columns are " + (columns.isEmpty() ? "numbered" : "named as told"));
        }
        return new CsvHeader(top + (header ? 1 : 0), header, unique(names, notes), notes);
    }

    private static int commonWidth(List<String[]> rows) {
        Map<Integer, Integer> widths = new HashMap<>();
        int best = 1;
        for (String[] row : rows) {
            if (widths.merge(row.length, 1, Integer::sum) > widths.getOrDefault(best, 0) || row.length == best) {
                best = row.length;
            }
        }
        return best;
    }

    private static int preamble(List<String[]> rows, int width) {
        int top = 0;
        while (top < rows.size() - 1
                && width >= 2
                && (rows.get(top).length == 1
                        || rows.get(top)[0].startsWith("sep=")
                        || rows.get(top)[0].startsWith("#") && rows.get(top).length < width - 1)) {
            top++;
        }
        return top;
    }

    private static boolean looksLikeNames(String[] first, List<String[]> rest, @Nullable String expected) {
        for (String cell : first) {
            if (cell.equals(expected)) {
                return true;
            }
        }
        if (rest.isEmpty()) {
            return true;
        }
        int against = 0;
        boolean repeated = false;
        Set<String> distinct = new HashSet<>();
        for (int i = 0; i < first.length; i++) {
            ColumnTally tally = new ColumnTally(null);
            for (String[] row : rest) {
                if (i < row.length) {
                    tally.add(row[i]);
                    repeated |= rest.size() > 3 && row[i].equals(first[i]) && !row[i].isBlank();
                }
            }
            repeated |= !distinct.add(first[i]) && !first[i].isBlank();
            char decimal = tally.decimalVote() == ',' ? ',' : '.';
            ColumnTally.Decision decision = tally.decide("", decimal, true);
            if (decision.type() == ColumnType.STRING || ColumnTally.isMissing(first[i], null)) {
                continue;
            }
            ColumnTally alone = new ColumnTally(null);
            alone.add(first[i]);
            if (alone.decide("", decimal, true).type() == ColumnType.STRING) {
                return true;
            }
            against++;
        }
        return against == 0 && !repeated;
    }

    private static List<String> named(String[] first, int width, List<String[]> rest, List<String> notes) {
        List<String> names = new ArrayList<>(List.of(first));
        names.replaceAll(name -> name.strip().replaceAll("\\s+", " "));
        if (names.getFirst().startsWith("#") && names.getFirst().length() > 1) {
            names.set(0, names.getFirst().substring(1).strip());
        }
        if (width == first.length + 1) {
            boolean trailing =
                    rest.stream().filter(row -> row.length == width).allMatch(row -> row[width - 1].isBlank());
            if (trailing) {
                notes.add("every row ends with a delimiter");
            } else {
                notes.add("the header has one name less than the rows have fields: the first column is called 'row'");
                names.addFirst("row");
            }
        }
        int last = names.size() - 1;
        if (names.get(last).isBlank() && last > 0) {
            boolean empty = rest.stream().allMatch(row -> row.length <= last || row[last].isBlank());
            if (empty) {
                notes.add("the last column has neither name nor values and is dropped");
                names.set(last, "");
                return fill(names, last, notes);
            }
        }
        return fill(names, names.size(), notes);
    }

    private static List<String> fill(List<String> names, int until, List<String> notes) {
        for (int i = 0; i < until; i++) {
            if (names.get(i).isBlank()) {
                names.set(i, "column" + (i + 1));
                notes.add("column " + (i + 1) + " has no name and is called 'column" + (i + 1) + "'");
            }
        }
        return names;
    }

    private static List<String> unique(List<String> names, List<String> notes) {
        Set<String> seen = new HashSet<>();
        List<String> unique = new ArrayList<>();
        for (String name : names) {
            String free = name;
            for (int i = 2; !free.isEmpty() && !seen.add(free.toLowerCase(Locale.ROOT)); i++) {
                free = name + "_" + i;
            }
            if (!free.equals(name)) {
                notes.add("the name '" + name + "' comes twice; the later column is called '" + free + "'");
            }
            unique.add(free);
        }
        return unique;
    }
}
