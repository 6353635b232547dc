package dev.trefoil.training.sample;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Numbers rows by what they have in common.
public final class Groups {
    private Groups() {}

    /// The same number, from 0 up in order of appearance, for rows that agree in all these columns.
    public static int[] of(ColumnBatch rows, List<String> columns) {
        List<Column> keys = columns.stream().map(rows::column).toList();
        Map<List<@Nullable String>, Integer> seen = new HashMap<>();
        int[] groups = new int[rows.rows()];
        for (int row = 0; row < groups.length; row++) {
            List<@Nullable String> key = new ArrayList<>(keys.size());
            for (Column column : keys) {
                key.add(column.text(row));
            }
            Integer known = seen.putIfAbsent(key, seen.size());
            groups[row] = known == null ? seen.size() - 1 : known;
        }
        return groups;
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
