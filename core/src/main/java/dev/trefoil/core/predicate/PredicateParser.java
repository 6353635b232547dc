package dev.trefoil.core.predicate;

import dev.trefoil.core.text.Spelling;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads predicates.
///
/// ```
/// or        := and (OR and)* and       := not (AND not)* not       := NOT not | '(' or ')' | TRUE | FALSE | test
/// test      := field | field operator operand | literal operator field | field [NOT] IN '(' literal (',' literal)*
/// ')'
///            | field [NOT] LIKE text | field [NOT] ILIKE text | field [NOT] BETWEEN literal AND literal
///            | field IS [NOT] NULL
/// operator  := = | == | != | <> | < | <= | > | >= field     := [prefix '.'] name            name bare, in
/// back-ticks or, left of an operator, in double quotes
/// ```
/// A field alone stands for `field = true`. Keywords ignore case. A text is in single quotes, or right of an
/// operator in double quotes; the quote is doubled inside. Every MLflow search filter is such a predicate.
public final class PredicateParser {
    /// Longest text that is read, in characters.
    public static final int LONGEST = 10_000;

    /// Deepest nesting of parentheses and NOT.
    public static final int DEEPEST = 64;

    private static final List<String> AFTER_FIELD = List.of("IN", "LIKE", "ILIKE", "IS", "BETWEEN", "NOT", "AND", "OR");

    private final List<Token> tokens;
    private int at;

    private PredicateParser(String text) {
        if (text.length() > LONGEST) {
            throw new PredicateException(
                    "a predicate has at most " + LONGEST + " characters, this one has " + text.length(), -1);
        }
        this.tokens = Lexer.tokens(text);
    }

    /// The predicate of this text; a [PredicateException] where it is none.
    public static Predicate parse(String text) {
        PredicateParser parser = new PredicateParser(text);
        if (parser.peek().kind() == Token.Kind.END) {
            throw new PredicateException("the predicate is empty", -1);
        }
        Predicate predicate = parser.or(0);
        parser.end("expected AND, OR or the end");
        return predicate;
    }

    /// The term of this text, `field [ASC|DESC]`; a [PredicateException] where it is none.
    public static OrderTerm parseOrder(String text) {
        PredicateParser parser = new PredicateParser(text);
        Token token = parser.next();
        if (!namesField(token)) {
            throw new PredicateException("expected a name to order by, found " + token.shown(), token.start());
        }
        Field field = field(token);
        boolean descending = parser.accept("DESC");
        if (!descending) {
            parser.accept("ASC");
        }
        parser.end("expected ASC, DESC or the end");
        return new OrderTerm(field, descending);
    }

    private Predicate or(int depth) {
        List<Predicate> terms = new ArrayList<>();
        terms.add(and(depth));
        while (accept("OR")) {
            terms.add(and(depth));
        }
        return terms.size() == 1 ? terms.getFirst() : new Predicate.Or(terms);
    }

    private Predicate and(int depth) {
        List<Predicate> terms = new ArrayList<>();
        terms.add(not(depth));
        while (accept("AND")) {
            terms.add(not(depth));
        }
        return terms.size() == 1 ? terms.getFirst() : new Predicate.And(terms);
    }

    private Predicate not(int depth) {
        Token token = next();
        if (depth > DEEPEST) {
            throw new PredicateException("nested deeper than " + DEEPEST, token.start());
        }
        if (token.is("NOT")) {
            return new Predicate.Not(not(depth + 1));
        }
        if (token.kind() == Token.Kind.OPEN) {
            Predicate inner = or(depth + 1);
            Token close = next();
            if (close.kind() != Token.Kind.CLOSE) {
                throw new PredicateException(
                        "expected ')' to close '(' or AND, OR, found " + close.shown(), close.start());
            }
            return inner;
        }
        return test(token);
    }

    private Predicate test(Token token) {
        if ((token.is("TRUE") || token.is("FALSE")) && peek().kind() != Token.Kind.OPERATOR) {
            return new Predicate.Constant(token.is("TRUE"));
        }
        if (namesField(token)) {
            return test(field(token));
        }
        return switch (token.kind()) {
            case TEXT, NUMBER, WORD -> turned(token);
            case END -> throw new PredicateException("expected a condition, found the end", token.start());
            case DOUBLE_QUOTED, NAME, OPERATOR, OPEN, CLOSE, COMMA ->
                throw new PredicateException("expected a condition, found " + token.shown(), token.start());
        };
    }

    private Predicate turned(Token token) {
        Literal literal = literal(token);
        Token operator = next();
        if (operator.kind() != Token.Kind.OPERATOR) {
            throw new PredicateException(
                    "expected an operator after the value " + token.shown() + ", found " + operator.shown(),
                    operator.start());
        }
        Token right = next();
        if (!namesField(right)) {
            throw new PredicateException("two values are compared: one side must be a name", right.start());
        }
        return new Predicate.Comparison(field(right), operator(operator).turned(), literal);
    }

    private Predicate test(Field field) {
        Token token = peek();
        if (token.kind() == Token.Kind.OPERATOR) {
            next();
            return new Predicate.Comparison(field, operator(token), operand(next()));
        }
        if (accept("IS")) {
            boolean not = accept("NOT");
            require("NULL");
            Predicate isNull = new Predicate.IsNull(field);
            return not ? new Predicate.Not(isNull) : isNull;
        }
        boolean not = accept("NOT");
        Token word = peek();
        if (accept("IN")) {
            Predicate in = new Predicate.In(field, list());
            return not ? new Predicate.Not(in) : in;
        }
        if (accept("LIKE") || accept("ILIKE")) {
            Predicate like = new Predicate.Like(field, pattern(next(), word), word.is("ILIKE"));
            return not ? new Predicate.Not(like) : like;
        }
        if (accept("BETWEEN")) {
            Literal low = literal(next());
            require("AND");
            Literal high = literal(next());
            Predicate between = new Predicate.And(List.of(
                    new Predicate.Comparison(field, Operator.AT_LEAST, low),
                    new Predicate.Comparison(field, Operator.AT_MOST, high)));
            return not ? new Predicate.Not(between) : between;
        }
        if (not) {
            throw new PredicateException(
                    "expected IN, LIKE, ILIKE or BETWEEN after NOT, found " + word.shown(), word.start());
        }
        boolean alone =
                token.kind() == Token.Kind.END || token.kind() == Token.Kind.CLOSE || token.is("AND") || token.is("OR");
        if (alone) {
            return new Predicate.Comparison(field, Operator.EQUAL, new Literal.Bool(true));
        }
        String hint = token.kind() == Token.Kind.WORD ? Spelling.hint(token.text(), AFTER_FIELD) : "";
        throw new PredicateException(
                "expected an operator after '" + field.path() + "', found " + token.shown() + hint, token.start());
    }

    private Operand operand(Token token) {
        boolean name = token.kind() == Token.Kind.NAME || (token.kind() == Token.Kind.WORD && namesField(token));
        return name ? field(token) : literal(token);
    }

    private static Literal literal(Token token) {
        return switch (token.kind()) {
            case TEXT, DOUBLE_QUOTED -> new Literal.Text(token.text());
            case NUMBER -> number(token);
            case WORD -> {
                if (token.is("TRUE") || token.is("FALSE")) {
                    yield new Literal.Bool(token.is("TRUE"));
                }
                if (token.is("NULL")) {
                    throw new PredicateException("nothing equals NULL: write IS NULL or IS NOT NULL", token.start());
                }
                throw new PredicateException(
                        "expected a value, found " + token.shown() + "; a text goes in quotes: '" + token.text() + "'",
                        token.start());
            }
            case NAME, OPERATOR, OPEN, CLOSE, COMMA, END ->
                throw new PredicateException("expected a value, found " + token.shown(), token.start());
        };
    }

    private static Literal number(Token token) {
        try {
            return new Literal.Numeral(new BigDecimal(token.text()));
        } catch (IllegalArgumentException e) {
            PredicateException wrong = new PredicateException(token.shown() + " is not a number", token.start());
            wrong.initCause(e);
            throw wrong;
        }
    }

    private List<Literal> list() {
        Token open = next();
        if (open.kind() != Token.Kind.OPEN) {
            throw new PredicateException("expected '(' after IN, found " + open.shown(), open.start());
        }
        List<Literal> values = new ArrayList<>();
        if (peek().kind() == Token.Kind.CLOSE) {
            throw new PredicateException("IN needs at least one value", peek().start());
        }
        while (true) {
            values.add(literal(next()));
            Token token = next();
            if (token.kind() == Token.Kind.CLOSE) {
                return values;
            }
            if (token.kind() != Token.Kind.COMMA) {
                throw new PredicateException("expected ',' or ')' in the list, found " + token.shown(), token.start());
            }
        }
    }

    private static String pattern(Token token, Token word) {
        if (token.kind() == Token.Kind.TEXT || token.kind() == Token.Kind.DOUBLE_QUOTED) {
            return token.text();
        }
        throw new PredicateException(
                "expected a text in quotes after " + word.text().toUpperCase(Locale.ROOT) + ", found " + token.shown(),
                token.start());
    }

    private static Operator operator(Token token) {
        return switch (token.text()) {
            case "=", "==" -> Operator.EQUAL;
            case "!=", "<>" -> Operator.NOT_EQUAL;
            case "<" -> Operator.LESS;
            case "<=" -> Operator.AT_MOST;
            case ">" -> Operator.GREATER;
            case ">=" -> Operator.AT_LEAST;
            default -> throw new IllegalStateException("the lexer knows no operator " + token.text());
        };
    }

    private static boolean namesField(Token token) {
        return switch (token.kind()) {
            case WORD -> !PredicateText.RESERVED.contains(token.text().toUpperCase(Locale.ROOT));
            case DOUBLE_QUOTED, NAME -> true;
            case NUMBER, TEXT, OPERATOR, OPEN, CLOSE, COMMA, END -> false;
        };
    }

    private static Field field(Token token) {
        if (token.text().isEmpty()) {
            throw new PredicateException("a name is empty", token.start());
        }
        int dot = token.text().indexOf('.');
        if (token.kind() == Token.Kind.WORD && dot >= 0) {
            String prefix = token.text().substring(0, dot);
            if (!PredicateText.plainWord(prefix)) {
                throw new PredicateException("'" + prefix + "' cannot stand before a dot", token.start());
            }
            return new Field(prefix, token.text().substring(dot + 1), token.start());
        }
        return new Field(token.prefix(), token.text(), token.start());
    }

    private Token peek() {
        return tokens.get(at);
    }

    /// The last token, END, is never passed.
    private Token next() {
        Token token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    private boolean accept(String keyword) {
        boolean is = peek().is(keyword);
        if (is) {
            next();
        }
        return is;
    }

    private void require(String keyword) {
        Token token = next();
        if (!token.is(keyword)) {
            throw new PredicateException("expected " + keyword + ", found " + token.shown(), token.start());
        }
    }

    private void end(String expected) {
        Token token = peek();
        if (token.kind() != Token.Kind.END) {
            String hint = token.kind() == Token.Kind.WORD
                    ? Spelling.hint(token.text(), List.of("AND", "OR", "ASC", "DESC"))
                    : "";
            throw new PredicateException(expected + ", found " + token.shown() + hint, token.start());
        }
    }
}
