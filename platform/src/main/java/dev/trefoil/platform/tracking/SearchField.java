package dev.trefoil.platform.tracking;

import dev.trefoil.core.predicate.SqlText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a name in a search stands for.
///
/// @param scalar SQL of its value; NULL where there is none
/// @param members another way to ask, used where it holds the same
record SearchField(Kind kind, SqlText scalar, @Nullable Members members) {
    /// What it can be compared with.
    enum Kind {
        NUMBER,
        TEXT,
        /// A time, written as milliseconds since the epoch or as an ISO text; its SQL is microseconds.
        TIME
    }

    /// A sub-select of the things for which a condition on `value` holds; the condition and a closing
    /// parenthesis follow `before`.
    ///
    /// @param many whether one thing can have several values: then a condition holds when it holds for one of
    ///     them
    record Members(SqlText before, String value, boolean many) {}

    static SearchField text(String sql) {
        return new SearchField(Kind.TEXT, SqlText.of(sql), null);
    }

    static SearchField time(String sql) {
        return new SearchField(Kind.TIME, SqlText.of(sql), null);
    }

    /// A text found by key in a table of keys and values, such as parameters.
    static SearchField keyed(String table, String ownerColumn, String owner, String key) {
        String rows = "FROM " + table + " v WHERE v." + ownerColumn + " = " + owner + " AND v.key = ?";
        return new SearchField(
                Kind.TEXT,
                new SqlText("(SELECT v.value " + rows + ")", List.of(key)),
                new Members(new SqlText("EXISTS (SELECT 1 " + rows + " AND ", List.of(key)), "v.value", false));
    }
}
