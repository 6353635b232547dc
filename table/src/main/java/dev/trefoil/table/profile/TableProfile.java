package dev.trefoil.table.profile;

import java.util.List;
import java.util.Optional;

/// What the columns of a table look like.
public record TableProfile(long rows, List<ColumnProfile> columns) {
    public TableProfile {
        columns = List.copyOf(columns);
    }

    public Optional<ColumnProfile> find(String column) {
        return columns.stream().filter(c -> c.name().equals(column)).findFirst();
    }
}
