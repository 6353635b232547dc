package dev.trefoil.core.column;

import java.util.Objects;

/// Name and type of one column. Names are compared exactly.
public record ColumnSpec(String name, ColumnType type) {
    public ColumnSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }
}
