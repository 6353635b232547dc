package dev.trefoil.table.inspect;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// A column with its different values numbered in the order in which they come; −1 is missing.
final class Coded {
    private final String name;
    private final Column column;
    private final int[] codes;
    private final int[] counts;
    private final int missing;

    Coded(String name, Column column) {
        this.name = name;
        this.column = column;
        codes = new int[column.size()];
        Map<Object, Integer> known = new HashMap<>();
        int[] seen = new int[16];
        int holes = 0;
        boolean text = column.type() == ColumnType.STRING;
        for (int row = 0; row < codes.length; row++) {
            if (column.missing(row)) {
                codes[row] = -1;
                holes++;
                continue;
            }
            Object value = text ? String.valueOf(column.text(row)) : (Object) column.number(row);
            Integer code = known.putIfAbsent(value, known.size());
            int found = code == null ? known.size() - 1 : code;
            if (found == seen.length) {
                seen = Arrays.copyOf(seen, found * 2);
            }
            seen[found]++;
            codes[row] = found;
        }
        counts = Arrays.copyOf(seen, known.size());
        missing = holes;
    }

    String name() {
        return name;
    }

    Column column() {
        return column;
    }

    ColumnType type() {
        return column.type();
    }

    int rows() {
        return codes.length;
    }

    int code(int row) {
        return codes[row];
    }

    int distinct() {
        return counts.length;
    }

    int missing() {
        return missing;
    }

    int present() {
        return codes.length - missing;
    }

    int count(int code) {
        return counts[code];
    }

    /// The first row that has this code.
    int firstRow(int code) {
        for (int row = 0; row < codes.length; row++) {
            if (codes[row] == code) {
                return row;
            }
        }
        throw new IllegalArgumentException("no row has code " + code);
    }

    /// Whether both cut the rows into the same sets.
    boolean sameSets(Coded other) {
        if (distinct() != other.distinct() || missing != other.missing) {
            return false;
        }
        // Codes are given in the order of first appearance, so equal sets have equal codes.
        return Arrays.equals(codes, other.codes);
    }
}
