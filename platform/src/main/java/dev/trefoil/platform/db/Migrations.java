package dev.trefoil.platform.db;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.PlatformException.Kind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All migrations, in the order in which an empty database gets them. New ones are added at the end of their
/// feature.
public record Migrations(List<Migration> inOrder) {
    private static final String SHIPPED = """
            db/V001__counter
            access/V001__audit
            access/V002__token
            event/V001__outbox
            event/V002__webhook
            jobs/V001__job
            project/V001__project
            story/V001__story
            data/V001__dataset
            registry/V001__registry
            deployment/V001__endpoint
            verdict/V001__verdict
            tracking/V001__run
            prediction/V001__prediction
            prediction/V002__account
            monitoring/V001__window
            """;

    public Migrations {
        inOrder = List.copyOf(inOrder);
        Set<String> names = new HashSet<>();
        for (Migration migration : inOrder) {
            if (!names.add(migration.name())) {
                throw new IllegalArgumentException("twice: " + migration.name());
            }
        }
    }

    /// Those of this build.
    public static Migrations shipped() {
        return new Migrations(SHIPPED.lines().map(Migration::shipped).toList());
    }

    /// Applies what is missing. Two servers that start together do not disturb one another.
    void apply(Tx tx, DatabaseAddress address) {
        MigrationSql sql = new MigrationSql(tx);
        sql.lock();
        if (!sql.known()) {
            requireEmpty(sql, address);
            sql.create();
        }
        Map<String, String> applied = new HashMap<>(sql.applied());
        for (Migration migration : inOrder) {
            String checksum = applied.remove(migration.name());
            if (checksum == null) {
                migration.statements(tx.dialect()).forEach(statement -> tx.update(statement));
                sql.record(migration);
            } else if (!checksum.equals(migration.checksum().hex())) {
                throw new PlatformException(
                        Kind.UNAVAILABLE,
                        migration.name(),
                        address.says() + " was made by a build whose " + migration.name()
                                + " differs: use that build, or move the database away to start afresh.");
            }
        }
        if (!applied.isEmpty()) {
            throw new PlatformException(
                    Kind.UNAVAILABLE,
                    address.says(),
                    address.says() + " was written by a newer Trefoil (it has "
                            + applied.keySet().stream().min(String::compareTo).orElse("")
                            + "): use that version, or another TREFOIL_HOME.");
        }
    }

    private static void requireEmpty(MigrationSql sql, DatabaseAddress address) {
        List<String> tables = sql.tables();
        if (!tables.isEmpty()) {
            throw new PlatformException(
                    Kind.UNAVAILABLE,
                    address.says(),
                    switch (address) {
                        case DatabaseAddress.SqliteFile file ->
                            file.says() + " belongs to another program (table " + tables.getFirst()
                                    + "): name another file.";
                        case DatabaseAddress.PostgresServer server ->
                            server.says() + " already holds tables of another program (" + tables.getFirst()
                                    + "): give Trefoil a database of its own, or a schema with ?currentSchema=trefoil.";
                    });
        }
    }
}
