package dev.trefoil.table.profile;

import dev.trefoil.core.column.Schema;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Names and texts as SQL writes them.
final class Sql {
    private Sql() {}

    /// The table with every column in the one form of its type, for use after `FROM`.
    static String canonical(Schema schema, String table, @Nullable String where) {
        String columns = schema.columns().stream()
                .map(spec -> {
                    String column = quoted(spec.name());
                    return switch (spec.type()) {
                        case NUMBER -> "CAST(" + column + " AS DOUBLE) AS " + column;
                        case INTEGER -> "CAST(" + column + " AS BIGINT) AS " + column;
                        case STRING -> "CAST(" + column + " AS VARCHAR) AS " + column;
                        case BOOLEAN, TIMESTAMP, DATE -> column;
                    };
                })
                .collect(Collectors.joining(", "));
        return "(SELECT " + columns + " FROM " + quoted(table) + (where == null ? "" : " WHERE " + where) + ")";
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }
}
