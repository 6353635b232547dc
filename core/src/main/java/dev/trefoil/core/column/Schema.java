package dev.trefoil.core.column;

import dev.trefoil.core.text.Spelling;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The ordered columns of a table. Names are unique; a repeated name is an [IllegalArgumentException].
public record Schema(List<ColumnSpec> columns) {
    private static final int SHOWN = 10;

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

    /// What to say of a name that no column has: which one was probably meant, and which there are.
    public String unknown(String name) {
        return "there is no column '" + name + "'" + Spelling.hint(name, names()) + "; there are " + shown();
    }

    /// The names for a message; of many the first ones.
    public String shown() {
        int more = size() - SHOWN;
        List<String> names = names();
        return more <= 1
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, SHOWN)) + " and " + more + " more";
    }

    public int size() {
        return columns.size();
    }
}
