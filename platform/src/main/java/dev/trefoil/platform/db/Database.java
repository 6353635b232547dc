package dev.trefoil.platform.db;

import org.jspecify.annotations.Nullable;

/// The metadata store. Thread-safe; may be called from virtual threads: no native call is made on the caller's
/// thread.
///
/// A write that has returned is on disk. On SQLite all writes go through one thread that puts the small
/// transactions waiting at the same moment into one commit, each behind its own savepoint, so that one that
/// fails takes no other with it. Transactions do not nest: pass the [Tx] on.
public final class Database implements AutoCloseable {
    private static final ScopedValue<Boolean> INSIDE = ScopedValue.newInstance();

    private final Engine engine;
    private final Dialect dialect;

    private Database(Engine engine, Dialect dialect) {
        this.engine = engine;
        this.dialect = dialect;
    }

    /// Opens, and brings the schema up to date in one transaction.
    public static Database open(DatabaseAddress address, Migrations migrations) {
        Database database = switch (address) {
            case DatabaseAddress.SqliteFile file -> new Database(SqliteEngine.open(file), new Dialect.Sqlite());
            case DatabaseAddress.PostgresServer server ->
                new Database(PostgresEngine.open(server), new Dialect.Postgres());
        };
        try {
            database.run(tx -> migrations.apply(tx, address));
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        return database;
    }

    public Dialect dialect() {
        return dialect;
    }

    /// Reads in one snapshot.
    public <T extends @Nullable Object> T read(Query<T> query) {
        requireOutside();
        return engine.read(tx -> ScopedValue.where(INSIDE, true).call(() -> query.read(tx)));
    }

    /// Changes whole or not at all. What the transaction throws comes out as it is, after the rollback.
    public <T extends @Nullable Object> T write(Transaction<T> transaction) {
        requireOutside();
        return engine.write(tx -> ScopedValue.where(INSIDE, true).call(() -> transaction.run(tx)));
    }

    /// [#write] without an answer.
    public void run(Work work) {
        requireOutside();
        engine.<Boolean>write(tx -> {
            ScopedValue.where(INSIDE, true).run(() -> work.run(tx));
            return true;
        });
    }

    /// Refreshes the planner's statistics; cheap when little has changed. Call it now and then.
    public void tidy() {
        engine.tidy();
    }

    /// Finishes what is being written, refuses what waits, and lets go of the file.
    @Override
    public void close() {
        engine.close();
    }

    private static void requireOutside() {
        if (INSIDE.isBound()) {
            throw new IllegalStateException("already inside a transaction: pass its Tx on");
        }
    }
}
