package dev.trefoil.training.sample;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.IntegerColumn;
import dev.trefoil.core.column.TimeColumn;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Numbers rows by what they have in common.
public final class Groups {
    private static final long MISSING = 0x9E3779B97F4A7C15L;

    private Groups() {}

    /// The same number, from 0 up in order of appearance, for rows that agree in all these columns. Rows are compared
    /// by 128 bits of hash, so that wide rows need little memory.
    public static int[] of(ColumnBatch rows, List<String> columns) {
        List<Column> keys = columns.stream().map(rows::column).toList();
        Map<Key, Integer> seen = new HashMap<>();
        int[] groups = new int[rows.rows()];
        for (int row = 0; row < groups.length; row++) {
            Key key = new Key(0x243F6A8885A308D3L, 0x13198A2E03707344L);
            for (Column column : keys) {
                key = key.with(column, row);
            }
            Integer known = seen.putIfAbsent(key, seen.size());
            groups[row] = known == null ? seen.size() - 1 : known;
        }
        return groups;
    }

    /// The same number for rows that are copies of each other: equal in everything that a model sees. Their
    /// labels do not count, for rows that differ in nothing else may not teach the opposite of what they are
    /// judged by. Where fewer than a tenth of the rows differ, coarse columns coincide rather than that rows were
    /// copied: each row is its own.
    public static int[] copies(ColumnBatch rows, List<String> features) {
        int[] groups = of(rows, features);
        return count(groups) * 10L >= groups.length
                ? groups
                : IntStream.range(0, groups.length).toArray();
    }

    /// Two independent hashes of the values of a row so far.
    private record Key(long a, long b) {
        Key with(Column column, int row) {
            if (column.missing(row)) {
                return with(MISSING).with(1);
            }
            if (column.type() != ColumnType.STRING) {
                return with(bits(column, row));
            }
            String text = String.valueOf(column.text(row));
            Key key = with(text.length());
            for (int i = 0; i < text.length(); i++) {
                key = key.with(text.charAt(i));
            }
            return key;
        }

        private static long bits(Column column, int row) {
            return switch (column) {
                case IntegerColumn whole -> whole.values()[row];
                case TimeColumn time -> time.micros()[row];
                case Column other -> Double.doubleToLongBits(other.number(row) + 0.0);
            };
        }

        private Key with(long value) {
            long first = (a ^ value) * 0xBF58476D1CE4E5B9L;
            long second = (b + value) * 0x94D049BB133111EBL;
            return new Key(first ^ first >>> 29, second ^ second >>> 32);
        }
    }

    /// How many groups there are.
    public static int count(int[] groups) {
        int most = -1;
        for (int group : groups) {
            most = Math.max(most, group);
        }
        return most + 1;
    }
}
