package dev.trefoil.core.column;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The ordered columns of a table. Names are unique; a repeated name is an [IllegalArgumentException].
public record Schema(List<ColumnSpec> columns) {
    public Schema {
        columns = List.copyOf(columns);
        Map<String, Integer> seen = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            if (seen.put(columns.get(i).name(), i) != null) {
                throw new IllegalArgumentException("column '" + columns.get(i).name() + "' appears twice");
            }
        }
    }

    public List<String> names() {
        return columns.stream().map(ColumnSpec::name).toList();
    }

    /// Position of the column, or −1.
    public int indexOf(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    public boolean contains(String name) {
        return indexOf(name) >= 0;
    }

    public Optional<ColumnSpec> find(String name) {
        int at = indexOf(name);
        return at < 0 ? Optional.empty() : Optional.of(columns.get(at));
    }

    public int size() {
        return columns.size();
    }
}
