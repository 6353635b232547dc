package dev.trefoil.platform.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/// One connection with its prepared statements. Used by one thread at a time.
final class Session implements AutoCloseable {
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

    void execute(String sql) throws SQLException {
        prepare(sql).execute();
    }

    @Override
    public void close() throws SQLException {
        statements.clear();
        connection.close();
    }
}
