package dev.trefoil.core.signature;

import dev.trefoil.core.column.ColumnType;

/// One raw input column of a model.
///
/// @param required whether a request without the column is refused; a null in it is never refused, it is "missing"
public record Feature(String name, ColumnType type, boolean required) {}
