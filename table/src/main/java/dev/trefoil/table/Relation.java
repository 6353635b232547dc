package dev.trefoil.table;

import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.text.Spelling;
import dev.trefoil.table.source.TableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The columns of a query as the engine has them, and how each becomes a column of ours.
record Relation(List<Field> fields) {
    /// One column: its name, the engine's type, our type.
    record Field(String name, String engineType, ColumnType type) {
        /// The column in its one form on disk and in digests.
        String stored() {
            String column = quoted(name);
            return switch (type) {
                case NUMBER -> "CAST(" + column + " AS DOUBLE)";
                case INTEGER -> "CAST(" + column + " AS BIGINT)";
                case BOOLEAN -> column;
                case STRING ->
                    nested(engineType) ? "CAST(to_json(" + column + ") AS VARCHAR)" : "CAST(" + column + " AS VARCHAR)";
                case TIMESTAMP ->
                    zoned()
                            ? "timezone('UTC', CAST(" + column + " AS TIMESTAMPTZ))"
                            : "CAST(" + column + " AS TIMESTAMP)";
                case DATE -> "CAST(" + column + " AS DATE)";
            };
        }

        /// The column as the reader of chunks wants it: times as microseconds.
        String readable() {
            return switch (type) {
                case TIMESTAMP, DATE ->
                    "CASE WHEN isfinite(" + quoted(name) + ") THEN epoch_us(" + quoted(name) + ") END";
                case NUMBER, INTEGER, BOOLEAN, STRING -> stored();
            };
        }

        private boolean zoned() {
            return engineType.equals("TIMESTAMP WITH TIME ZONE");
        }
    }

    Relation {
        fields = List.copyOf(fields);
    }

    /// Asks the engine for the columns of a query, without running it.
    static Relation describe(Connection connection, String query, String place) throws SQLException {
        List<Field> fields = new ArrayList<>();
        Map<String, String> seen = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("DESCRIBE " + query)) {
            while (rows.next()) {
                String name = rows.getString(1);
                String engineType = rows.getString(2);
                String before = seen.put(name.toLowerCase(Locale.ROOT), name);
                if (before != null) {
                    throw new TableException(
                            place, "two columns are called '" + before + "' and '" + name + "'", "rename one with AS");
                }
                ColumnType type = type(engineType);
                if (type == null) {
                    throw new TableException(
                            place,
                            "column '" + name + "' has the type " + engineType + ", which is no feature",
                            "leave it out, or turn it into text or numbers in prepare.sql");
                }
                fields.add(new Field(name, engineType, type));
            }
        }
        return new Relation(fields);
    }

    Schema schema() {
        return new Schema(
                fields.stream().map(f -> new ColumnSpec(f.name(), f.type())).toList());
    }

    /// Names of the columns of a query that are no feature, such as BLOB.
    static List<String> unreadable(Connection connection, String query) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("DESCRIBE " + query)) {
            while (rows.next()) {
                if (type(rows.getString(2)) == null) {
                    names.add(rows.getString(1));
                }
            }
        }
        return names;
    }

    /// These columns in this order; an unknown name is a [TableException].
    Relation select(List<String> names, String place) {
        List<Field> picked = new ArrayList<>(names.size());
        for (String name : names) {
            picked.add(fields.stream()
                    .filter(field -> field.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new TableException(
                            place,
                            "there is no column '" + name + "'" + Spelling.hint(name, schema().names()),
                            "there are " + schema().shown())));
        }
        return new Relation(picked);
    }

    /// `SELECT` list of stored forms.
    String storedList() {
        return fields.stream()
                .map(field -> field.stored() + " AS " + quoted(field.name()))
                .reduce((a, b) -> a + ", " + b)
                .orElse("1");
    }

    /// `SELECT` list of readable forms.
    String readableList() {
        return fields.stream()
                .map(Field::readable)
                .reduce((a, b) -> a + ", " + b)
                .orElse("1");
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    private static boolean nested(String engineType) {
        return engineType.endsWith("]")
                || engineType.startsWith("STRUCT")
                || engineType.startsWith("MAP")
                || engineType.startsWith("UNION");
    }

    private static @Nullable ColumnType type(String engineType) {
        if (nested(engineType)) {
            return ColumnType.STRING;
        }
        String plain = engineType.replaceAll("\\(.*", "");
        return switch (plain) {
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER" -> ColumnType.INTEGER;
            case "UBIGINT", "HUGEINT", "UHUGEINT", "BIGNUM", "FLOAT", "DOUBLE", "DECIMAL" -> ColumnType.NUMBER;
            case "BOOLEAN" -> ColumnType.BOOLEAN;
            case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS", "TIMESTAMP WITH TIME ZONE" ->
                ColumnType.TIMESTAMP;
            case "DATE" -> ColumnType.DATE;
            case "VARCHAR",
                    "ENUM",
                    "UUID",
                    "JSON",
                    "TIME",
                    "TIME_NS",
                    "TIME WITH TIME ZONE",
                    "INTERVAL",
                    "BIT",
                    "\"NULL\"" -> ColumnType.STRING;
            default -> null;
        };
    }
}
