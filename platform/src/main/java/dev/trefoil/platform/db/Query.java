package dev.trefoil.platform.db;

import org.jspecify.annotations.Nullable;

/// Reads inside one snapshot.
@FunctionalInterface
public interface Query<T extends @Nullable Object> {
    T read(Tx tx);
}
