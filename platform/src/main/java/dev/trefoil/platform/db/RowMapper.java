package dev.trefoil.platform.db;

/// Turns the current row into a value.
@FunctionalInterface
public interface RowMapper<T> {
    T map(Row row);
}
