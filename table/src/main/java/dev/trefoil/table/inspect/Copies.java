package dev.trefoil.table.inspect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Rows that are exact copies of others. Told by a 64-bit hash of all values.
final class Copies {
    private final int[] groups;
    private final int surplus;
    private final int sets;

    private Copies(int[] groups, int surplus, int sets) {
        this.groups = groups;
        this.surplus = surplus;
        this.sets = sets;
    }

    /// Whether equal rows are copies: not where fewer than a tenth of the rows differ, as there coarse columns
    /// coincide.
    static boolean telling(int different, int rows) {
        return different * 10L >= rows;
    }

    /// Rows that are copies of an earlier row.
    int surplus() {
        return surplus;
    }

    /// How many sets have two rows or more.
    int sets() {
        return sets;
    }

    static Copies of(List<Coded> columns, int rows) {
        Map<Long, Integer> known = new HashMap<>();
        int[] groups = new int[rows];
        int[] counts = new int[rows];
        int surplus = 0;
        int sets = 0;
        for (int row = 0; row < rows; row++) {
            long hash = 0x9E3779B97F4A7C15L;
            for (Coded column : columns) {
                hash = mixed(hash ^ (column.code(row) + 0x632BE59BD9B4E019L)) + 0x9E3779B97F4A7C15L;
            }
            Integer before = known.putIfAbsent(hash, known.size());
            groups[row] = before == null ? known.size() - 1 : before;
            int count = ++counts[groups[row]];
            surplus += count > 1 ? 1 : 0;
            sets += count == 2 ? 1 : 0;
        }
        return new Copies(groups, surplus, sets);
    }

    private static long mixed(long z) {
        long a = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        long b = (a ^ (a >>> 27)) * 0x94D049BB133111EBL;
        return b ^ (b >>> 31);
    }

    /// How many sets hold rows with different values of a column.
    int conflicts(Coded label) {
        Map<Integer, Integer> first = new HashMap<>();
        Map<Integer, Boolean> conflict = new HashMap<>();
        for (int row = 0; row < groups.length; row++) {
            Integer before = first.putIfAbsent(groups[row], label.code(row));
            if (before != null && before != label.code(row)) {
                conflict.put(groups[row], true);
            }
        }
        return conflict.size();
    }
}
