package dev.trefoil.platform.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The current row of a result, read by column name. Valid only inside the mapper it is handed to.
public final class Row {
    private final ResultSet results;
    private final Faults faults;

    Row(ResultSet results, Faults faults) {
        this.results = results;
        this.faults = faults;
    }

    /// Text that is never null.
    public String text(String column) {
        String text = nullableText(column);
        if (text == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return text;
    }

    public Optional<String> findText(String column) {
        return Optional.ofNullable(nullableText(column));
    }

    public @Nullable String nullableText(String column) {
        try {
            return results.getString(column);
        } catch (SQLException e) {
            throw faults.translate(e);
        }
    }

    /// A whole number; 0 for null.
    public long integer(String column) {
        try {
            return results.getLong(column);
        } catch (SQLException e) {
            throw faults.translate(e);
        }
    }

    /// A double; NaN for null.
    public double number(String column) {
        try {
            double value = results.getDouble(column);
            return results.wasNull() ? Double.NaN : value;
        } catch (SQLException e) {
            throw faults.translate(e);
        }
    }

    public boolean flag(String column) {
        return integer(column) != 0;
    }

    public Instant instant(String column) {
        return Micros.instant(integer(column));
    }

    public Optional<Instant> findInstant(String column) {
        try {
            long micros = results.getLong(column);
            return results.wasNull() ? Optional.empty() : Optional.of(Micros.instant(micros));
        } catch (SQLException e) {
            throw faults.translate(e);
        }
    }

    public byte[] bytes(String column) {
        try {
            byte[] bytes = results.getBytes(column);
            return bytes == null ? new byte[0] : bytes;
        } catch (SQLException e) {
            throw faults.translate(e);
        }
    }
}
