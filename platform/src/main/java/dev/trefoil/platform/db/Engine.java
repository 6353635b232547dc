package dev.trefoil.platform.db;

import org.jspecify.annotations.Nullable;

/// How one of the two databases runs reads and writes.
sealed interface Engine extends AutoCloseable permits SqliteEngine, PostgresEngine {
    <T extends @Nullable Object> T read(Query<T> query);

    <T extends @Nullable Object> T write(Transaction<T> transaction);

    /// Refreshes the statistics the planner chooses by.
    void tidy();

    @Override
    void close();
}
