package dev.trefoil.platform.db;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.PlatformException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A transaction in hand: pass it on to do more in the same one. Confined to the thread that runs it, and dead
/// after it.
///
/// Parameters are `?` in order: text, whole numbers, doubles (not NaN), yes/no (as 1/0), [Instant] (as
/// microseconds), [Digest] (as hexadecimal), enums (by name), bytes, or null. After a statement has failed the
/// transaction can only be rolled back, on both databases.
public final class Tx {
    private final Session session;
    private final Dialect dialect;
    private final Faults faults;
    private final boolean writable;
    private final List<Runnable> afterCommit = new ArrayList<>();
    private @Nullable PlatformException failure;

    Tx(Session session, Dialect dialect, Faults faults, boolean writable) {
        this.session = session;
        this.dialect = dialect;
        this.faults = faults;
        this.writable = writable;
    }

    public Dialect dialect() {
        return dialect;
    }

    /// All rows, in the order of the statement. Also for `INSERT … RETURNING`.
    public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
        List<T> rows = new ArrayList<>();
        each(sql, row -> rows.add(mapper.map(row)), parameters);
        return rows;
    }

    /// The first row, if any.
    public <T> Optional<T> find(String sql, RowMapper<T> mapper, @Nullable Object... parameters) {
        List<T> rows = query(sql, mapper, parameters);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
    }

    /// The first row's whole number, such as a count; 0 without a row.
    public long count(String sql, @Nullable Object... parameters) {
        long[] value = {0};
        try {
            PreparedStatement statement = bound(sql, parameters);
            try (ResultSet results = statement.executeQuery()) {
                if (results.next()) {
                    value[0] = results.getLong(1);
                }
            }
        } catch (SQLException e) {
            throw failed(sql, e);
        }
        return value[0];
    }

    /// Hands over row by row without holding them all.
    public void each(String sql, Consumer<Row> consumer, @Nullable Object... parameters) {
        try {
            PreparedStatement statement = bound(sql, parameters);
            statement.setFetchSize(1_000);
            try (ResultSet results = statement.executeQuery()) {
                Row row = new Row(results, faults);
                while (results.next()) {
                    consumer.accept(row);
                }
            }
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /// Changes rows; answers how many.
    public int update(String sql, @Nullable Object... parameters) {
        requireWritable();
        try {
            return bound(sql, parameters).executeUpdate();
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /// One statement over many parameter rows.
    public void batch(String sql, List<@Nullable Object[]> rows) {
        requireWritable();
        if (rows.isEmpty()) {
            return;
        }
        try {
            PreparedStatement statement = session.prepare(sql);
            for (@Nullable Object[] row : rows) {
                bind(statement, row);
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /// Runs after the commit, soon, on a thread of the database: something short that touches no database.
    public void afterCommit(Runnable signal) {
        requireWritable();
        afterCommit.add(signal);
    }

    List<Runnable> signals() {
        return afterCommit;
    }

    /// Refuses to commit what the database has already given up.
    void requireSound() {
        if (failure != null) {
            throw failure;
        }
    }

    private void requireWritable() {
        if (!writable) {
            throw new IllegalStateException("a read changes nothing: use write");
        }
    }

    /// The driver may have closed the statement: it is prepared afresh next time.
    private PlatformException failed(String sql, SQLException e) {
        session.forget(sql);
        PlatformException translated = faults.translate(e);
        if (failure == null) {
            failure = translated;
        }
        return translated;
    }

    private PreparedStatement bound(String sql, @Nullable Object[] parameters) throws SQLException {
        PreparedStatement statement = session.prepare(sql);
        bind(statement, parameters);
        return statement;
    }

    private static void bind(PreparedStatement statement, @Nullable Object[] parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            int at = i + 1;
            switch (parameters[i]) {
                case null -> statement.setNull(at, Types.NULL);
                case String text -> statement.setString(at, text);
                case Long number -> statement.setLong(at, number);
                case Integer number -> statement.setLong(at, number);
                case Boolean flag -> statement.setLong(at, flag ? 1 : 0);
                case Double number -> statement.setDouble(at, sound(number));
                case Instant instant -> statement.setLong(at, Micros.of(instant));
                case Digest digest -> statement.setString(at, digest.hex());
                case Enum<?> constant -> statement.setString(at, constant.name());
                case byte[] bytes -> statement.setBytes(at, bytes);
                case Object other ->
                    throw new IllegalArgumentException(
                            "cannot store a " + other.getClass().getName());
            }
        }
    }

    private static double sound(double number) {
        if (Double.isNaN(number)) {
            throw new IllegalArgumentException("NaN is stored as a flag");
        }
        return number;
    }
}
