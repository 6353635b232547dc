package dev.trefoil.platform.db;

import org.jspecify.annotations.Nullable;

/// A change that happens whole or not at all. It may be run again after a deadlock (PostgreSQL), so it does
/// nothing that cannot be done twice, and nothing slow: on SQLite every other writer waits for it.
@FunctionalInterface
public interface Transaction<T extends @Nullable Object> {
    T run(Tx tx);
}
