package dev.trefoil.platform.db;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/// One connection with its prepared statements. Used by one thread at a time.
final class Session implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Session.class.getName());
    private static final int STATEMENTS = 128;

    private final Connection connection;
    private final LinkedHashMap<String, PreparedStatement> statements = new LinkedHashMap<>(64, 0.75f, true);

    Session(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /// The statement of this text, prepared at most once while it is in use.
    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement known = statements.get(sql);
        if (known != null) {
            return known;
        }
        if (statements.size() >= STATEMENTS) {
            Map.Entry<String, PreparedStatement> oldest = statements.firstEntry();
            statements.remove(oldest.getKey());
            oldest.getValue().close();
        }
        PreparedStatement fresh = connection.prepareStatement(sql);
        statements.put(sql, fresh);
        return fresh;
    }

    /// Gives up a statement that has failed.
    void forget(String sql) {
        PreparedStatement failed = statements.remove(sql);
        if (failed != null) {
            try {
                failed.close();
            } catch (SQLException e) {
                LOG.log(Level.DEBUG, "a failed statement does not close", e);
            }
        }
    }

    void execute(String sql) throws SQLException {
        try {
            prepare(sql).execute();
        } catch (SQLException e) {
            forget(sql);
            throw e;
        }
    }

    @Override
    public void close() throws SQLException {
        statements.clear();
        connection.close();
    }
}
