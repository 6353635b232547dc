package dev.trefoil.core.predicate;

/// A piece of the text of a predicate.
///
/// @param text the word, the operator, the number, or what is between the quotes with doubled quotes made single
/// @param prefix the word before the dot that precedes a quoted name; empty otherwise
/// @param start index of its first character
record Token(Kind kind, String text, String prefix, int start) {
    enum Kind {
        WORD,
        NUMBER,
        /// In single quotes: always a text.
        TEXT,
        /// In double quotes: a name on the left of an operator, a text on the right.
        DOUBLE_QUOTED,
        /// In back-ticks, or in any quotes behind a prefix: always a name.
        NAME,
        OPERATOR,
        OPEN,
        CLOSE,
        COMMA,
        END
    }

    boolean is(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }

    /// The token as a message names it.
    String shown() {
        return switch (kind) {
            case END -> "the end";
            case TEXT -> "'" + brief() + "'";
            case DOUBLE_QUOTED -> "\"" + brief() + "\"";
            case NAME -> "`" + brief() + "`";
            case WORD, NUMBER, OPERATOR, OPEN, CLOSE, COMMA -> "'" + brief() + "'";
        };
    }

    private String brief() {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= 40 ? line : line.substring(0, 40) + "…";
    }
}
