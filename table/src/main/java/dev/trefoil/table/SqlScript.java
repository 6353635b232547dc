package dev.trefoil.table;

import dev.trefoil.table.source.TableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The statements of a user's SQL file: any number that only make views, tables or macros, then one query.
record SqlScript(List<Statement> definitions, Statement query) {
    private static final Set<String> QUERIES = Set.of("SELECT", "WITH", "FROM", "VALUES", "PIVOT", "UNPIVOT", "(");

    /// One statement without its semicolon.
    ///
    /// @param line where it begins, from 1
    record Statement(String sql, int line) {
        String firstWord() {
            String bare = withoutComments(sql).strip();
            return bare.startsWith("(") ? "(" : bare.split("[\\s(]+", 2)[0].toUpperCase(Locale.ROOT);
        }
    }

    static SqlScript parse(String text, String place) {
        List<Statement> statements = split(text);
        if (statements.isEmpty()) {
            throw new TableException(place, "there is no query in it", "write a SELECT over the sources");
        }
        List<Statement> definitions = statements.subList(0, statements.size() - 1);
        for (Statement statement : definitions) {
            if (!statement.firstWord().equals("CREATE")) {
                throw refused(
                        place, statement, "before the last statement only CREATE TABLE, VIEW and MACRO may stand");
            }
        }
        Statement last = statements.getLast();
        if (!QUERIES.contains(last.firstWord())) {
            throw refused(place, last, "the last statement must be a query (SELECT …)");
        }
        return new SqlScript(List.copyOf(definitions), last);
    }

    private static TableException refused(String place, Statement statement, String why) {
        return new TableException(
                place + ", line " + statement.line(),
                "'" + statement.firstWord() + "' is not allowed here",
                why + "; the file reads the project's sources and nothing else");
    }

    private static List<Statement> split(String text) {
        List<Statement> statements = new ArrayList<>();
        int from = 0;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == ';') {
                add(statements, text, from, i);
                from = i + 1;
                i++;
            } else {
                i = after(text, i);
            }
        }
        add(statements, text, from, text.length());
        return statements;
    }

    private static void add(List<Statement> statements, String text, int from, int to) {
        String sql = text.substring(from, to);
        if (!withoutComments(sql).isBlank()) {
            int start = from;
            while (Character.isWhitespace(text.charAt(start))) {
                start++;
            }
            int line = 1
                    + (int) text.substring(0, start)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            statements.add(new Statement(text.substring(start, to), line));
        }
    }

    private static String withoutComments(String sql) {
        StringBuilder kept = new StringBuilder(sql.length());
        int i = 0;
        while (i < sql.length()) {
            int next = after(sql, i);
            if (sql.startsWith("--", i) || sql.startsWith("/*", i)) {
                kept.append(' ');
            } else {
                kept.append(sql, i, next);
            }
            i = next;
        }
        return kept.toString();
    }

    /// The position after the token at `i`, where quoted texts and comments are one token.
    private static int after(String text, int i) {
        char c = text.charAt(i);
        if (c == '\'' || c == '"') {
            return past(text, String.valueOf(c), i + 1);
        }
        if (text.startsWith("--", i)) {
            return past(text, "\n", i + 2);
        }
        if (text.startsWith("/*", i)) {
            return past(text, "*/", i + 2);
        }
        if (c == '$') {
            int end = text.indexOf('$', i + 1);
            if (end > 0 && text.substring(i + 1, end).chars().allMatch(Character::isLetterOrDigit)) {
                return past(text, text.substring(i, end + 1), end + 1);
            }
        }
        return i + 1;
    }

    private static int past(String text, String end, int from) {
        int at = text.indexOf(end, from);
        return at < 0 ? text.length() : at + end.length();
    }
}
