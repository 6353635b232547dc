package dev.trefoil.platform.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.PlatformException.Kind;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// PostgreSQL over a pool. The driver is pure Java, so calls run on the caller's thread, virtual or not.
final class PostgresEngine implements Engine {
    private static final System.Logger LOG = System.getLogger(PostgresEngine.class.getName());
    private static final int ATTEMPTS = 5;

    private final HikariDataSource pool;
    private final Faults faults;
    private final Dialect dialect = new Dialect.Postgres();

    private PostgresEngine(HikariDataSource pool, Faults faults) {
        this.pool = pool;
        this.faults = faults;
    }

    static PostgresEngine open(DatabaseAddress.PostgresServer address) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("trefoil-postgres");
        config.setJdbcUrl(address.url());
        if (!address.user().isEmpty()) {
            config.setUsername(address.user());
            config.setPassword(address.password());
        }
        config.setMaximumPoolSize(address.connections());
        config.setMinimumIdle(1);
        config.setAutoCommit(false);
        config.setConnectionTimeout(15_000);
        config.addDataSourceProperty("reWriteBatchedInserts", "true");
        config.addDataSourceProperty("ApplicationName", "trefoil");
        Faults faults = new Faults(address);
        try {
            return new PostgresEngine(new HikariDataSource(config), faults);
        } catch (HikariPool.PoolInitializationException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw faults.translate(cause);
            }
            throw new PlatformException(
                    Kind.UNAVAILABLE, address.says(), address.says() + " does not answer: check that it runs.", e);
        } catch (RuntimeException e) {
            throw new PlatformException(
                    Kind.INVALID,
                    address.says(),
                    "The database address " + address.says()
                            + " is not understood: give postgresql://user:password@host/database.",
                    e);
        }
    }

    @Override
    public <T extends @Nullable Object> T read(Query<T> query) {
        try (Connection connection = pool.getConnection()) {
            Session session = new Session(connection);
            try {
                session.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
                return query.read(new Tx(session, dialect, faults, false));
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw faults.translate(e);
        }
    }

    @Override
    public <T extends @Nullable Object> T write(Transaction<T> transaction) {
        for (int attempt = 1; ; attempt++) {
            try {
                return writeOnce(transaction);
            } catch (PlatformException e) {
                boolean again = e.getCause() instanceof SQLException cause && Faults.retryable(cause);
                if (!again || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private <T extends @Nullable Object> T writeOnce(Transaction<T> transaction) {
        Tx tx;
        T answer;
        try (Connection connection = pool.getConnection()) {
            tx = new Tx(new Session(connection), dialect, faults, true);
            boolean committed = false;
            try {
                answer = transaction.run(tx);
                tx.requireSound();
                connection.commit();
                committed = true;
            } finally {
                if (!committed) {
                    connection.rollback();
                }
            }
        } catch (SQLException e) {
            throw faults.translate(e);
        }
        for (Runnable signal : tx.signals()) {
            try {
                signal.run();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "a signal after a commit failed", e);
            }
        }
        return answer;
    }

    /// Autovacuum does it too, but not at once.
    @Override
    public void tidy() {
        write(tx -> tx.update("ANALYZE"));
    }

    @Override
    public void close() {
        pool.close();
    }
}
