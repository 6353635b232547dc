package dev.trefoil.platform.db;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The table of applied migrations.
final class MigrationSql {
    private final Tx tx;

    MigrationSql(Tx tx) {
        this.tx = tx;
    }

    /// Until the end of the transaction no other server migrates. SQLite's transaction already excludes the
    /// others.
    void lock() {
        switch (tx.dialect()) {
            case Dialect.Sqlite _ -> {}
            case Dialect.Postgres _ -> tx.query("SELECT pg_advisory_xact_lock(7700770077)", row -> 0);
        }
    }

    List<String> tables() {
        return tx.query(
                switch (tx.dialect()) {
                    case Dialect.Sqlite _ ->
                        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";
                    case Dialect.Postgres _ ->
                        "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename";
                },
                row -> row.text("name"));
    }

    boolean known() {
        return tables().contains("migration");
    }

    void create() {
        tx.update(tx.dialect().resolve("""
                CREATE TABLE migration (
                  name {text} NOT NULL PRIMARY KEY,
                  checksum {text} NOT NULL
                ) {strict}"""));
    }

    Map<String, String> applied() {
        Map<String, String> applied = new HashMap<>();
        tx.each("SELECT name, checksum FROM migration", row -> applied.put(row.text("name"), row.text("checksum")));
        return applied;
    }

    void record(Migration migration) {
        tx.update("INSERT INTO migration (name, checksum) VALUES (?, ?)", migration.name(), migration.checksum());
    }
}
