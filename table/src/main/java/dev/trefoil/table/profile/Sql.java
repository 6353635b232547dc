package dev.trefoil.table.profile;

/// Names and texts as SQL writes them.
final class Sql {
    private Sql() {}

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }
}
