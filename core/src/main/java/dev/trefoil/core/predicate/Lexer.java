package dev.trefoil.core.predicate;

import java.util.ArrayList;
import java.util.List;

/// Cuts the text of a predicate into tokens.
final class Lexer {
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /// The tokens, with one of kind END as the last.
    static List<Token> tokens(String text) {
        return new Lexer(text).run();
    }

    private List<Token> run() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (PredicateText.startsWord(c)) {
                word();
            } else if (startsNumber()) {
                number();
            } else if (c == '\'') {
                quoted(Token.Kind.TEXT, "", at);
            } else if (c == '"') {
                quoted(Token.Kind.DOUBLE_QUOTED, "", at);
            } else if (c == '`') {
                quoted(Token.Kind.NAME, "", at);
            } else {
                symbol(c);
            }
        }
        tokens.add(new Token(Token.Kind.END, "", "", text.length()));
        return tokens;
    }

    private void word() {
        int start = at;
        while (at < text.length() && (PredicateText.continuesWord(text.charAt(at)) || text.charAt(at) == '.')) {
            at++;
        }
        String word = text.substring(start, at);
        if (word.endsWith(".")) {
            String prefix = word.substring(0, word.length() - 1);
            char next = at < text.length() ? text.charAt(at) : ' ';
            if ((next != '`' && next != '"') || !PredicateText.plainWord(prefix)) {
                throw new PredicateException("a name must follow '" + word + "'", at);
            }
            quoted(Token.Kind.NAME, prefix, start);
            return;
        }
        tokens.add(new Token(Token.Kind.WORD, word, "", start));
    }

    private boolean startsNumber() {
        int i = at;
        if (text.charAt(i) == '-' || text.charAt(i) == '+') {
            i++;
        }
        if (i < text.length() && text.charAt(i) == '.') {
            i++;
        }
        return i < text.length() && digit(text.charAt(i));
    }

    private void number() {
        int start = at;
        at++;
        while (at < text.length() && inNumber(text.charAt(at), text.charAt(at - 1))) {
            at++;
        }
        tokens.add(new Token(Token.Kind.NUMBER, text.substring(start, at), "", start));
    }

    private static boolean inNumber(char c, char before) {
        boolean sign = (c == '-' || c == '+') && (before == 'e' || before == 'E');
        return sign || c == '.' || PredicateText.continuesWord(c);
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    private void quoted(Token.Kind kind, String prefix, int start) {
        int open = at;
        char quote = text.charAt(at++);
        StringBuilder inside = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != quote) {
                inside.append(c);
            } else if (at < text.length() && text.charAt(at) == quote) {
                inside.append(quote);
                at++;
            } else {
                tokens.add(new Token(kind, inside.toString(), prefix, start));
                return;
            }
        }
        throw new PredicateException("the quote " + quote + " is never closed", open);
    }

    private void symbol(char c) {
        String two = text.substring(at, Math.min(at + 2, text.length()));
        switch (two) {
            case "!=", "<>", "<=", ">=", "==" -> {
                tokens.add(new Token(Token.Kind.OPERATOR, two, "", at));
                at += 2;
                return;
            }
            default -> {}
        }
        Token.Kind kind = switch (c) {
            case '=', '<', '>' -> Token.Kind.OPERATOR;
            case '(' -> Token.Kind.OPEN;
            case ')' -> Token.Kind.CLOSE;
            case ',' -> Token.Kind.COMMA;
            case '&' -> throw new PredicateException("'&' is not known here: write AND", at);
            case '|' -> throw new PredicateException("'|' is not known here: write OR", at);
            case '!' -> throw new PredicateException("'!' is not known here: write NOT or !=", at);
            default ->
                throw new PredicateException(
                        "unexpected character '"
                                + Character.toString(text.codePointAt(at)).replaceAll("\\p{Cntrl}", "?")
                                + "'; names with other than letters, digits and _ go in back-ticks",
                        at);
        };
        tokens.add(new Token(kind, String.valueOf(c), "", at));
        at++;
    }
}
