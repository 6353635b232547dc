package dev.trefoil.core.predicate;

import java.util.List;

/// SQL with `?` for its parameters, which are [String], [Long] or [Double].
public record SqlText(String sql, List<Object> parameters) {
    public SqlText {
        parameters = List.copyOf(parameters);
    }

    /// SQL without parameters.
    public static SqlText of(String sql) {
        return new SqlText(sql, List.of());
    }

    /// The name in double quotes, as every dialect here quotes it.
    public static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
