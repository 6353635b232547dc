package dev.trefoil.core.predicate;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// The canonical spelling of predicates.
final class PredicateText {
    static final Set<String> RESERVED =
            Set.of("AND", "OR", "NOT", "IN", "LIKE", "ILIKE", "IS", "NULL", "TRUE", "FALSE", "BETWEEN");

    private PredicateText() {}

    static String of(Predicate predicate) {
        return switch (predicate) {
            case Predicate.Comparison(Field field, Operator operator, Operand operand) ->
                field + " " + operator.symbol() + " " + operand;
            case Predicate.In in -> in(in, "IN");
            case Predicate.Like like -> like(like, "");
            case Predicate.IsNull(Field field) -> field + " IS NULL";
            case Predicate.And(List<Predicate> terms) ->
                terms.stream().map(PredicateText::term).collect(Collectors.joining(" AND "));
            case Predicate.Or(List<Predicate> terms) ->
                terms.stream()
                        .map(term -> term instanceof Predicate.And ? of(term) : term(term))
                        .collect(Collectors.joining(" OR "));
            case Predicate.Not(Predicate.In in) -> in(in, "NOT IN");
            case Predicate.Not(Predicate.Like like) -> like(like, "NOT ");
            case Predicate.Not(Predicate.IsNull(Field field)) -> field + " IS NOT NULL";
            case Predicate.Not(Predicate term) -> "NOT " + term(term);
            case Predicate.Constant(boolean value) -> Boolean.toString(value);
        };
    }

    static String of(Field field) {
        return field.prefix().isEmpty()
                ? (plainWord(field.name()) ? field.name() : quoted(field.name(), '`'))
                : field.prefix() + "." + (plainRest(field.name()) ? field.name() : quoted(field.name(), '`'));
    }

    static String of(Literal literal) {
        return switch (literal) {
            case Literal.Text(String value) -> quoted(value, '\'');
            case Literal.Numeral(BigDecimal value) -> {
                boolean readable = value.scale() <= 20 && value.precision() - value.scale() <= 20;
                yield readable ? value.toPlainString() : value.toString();
            }
            case Literal.Bool(boolean value) -> Boolean.toString(value);
        };
    }

    /// Whether the word can stand without quotes and cannot be taken for a keyword.
    static boolean plainWord(String word) {
        return !word.isEmpty()
                && startsWord(word.charAt(0))
                && word.chars().allMatch(c -> continuesWord((char) c))
                && !RESERVED.contains(word.toUpperCase(Locale.ROOT));
    }

    static boolean startsWord(char c) {
        return Character.isLetter(c) || c == '_';
    }

    static boolean continuesWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    private static boolean plainRest(String name) {
        return name.chars().allMatch(c -> continuesWord((char) c) || c == '.');
    }

    private static String quoted(String text, char quote) {
        String mark = String.valueOf(quote);
        return mark + text.replace(mark, mark + mark) + mark;
    }

    private static String in(Predicate.In in, String word) {
        return in.values().stream()
                .map(PredicateText::of)
                .collect(Collectors.joining(", ", in.field() + " " + word + " (", ")"));
    }

    private static String like(Predicate.Like like, String not) {
        return like.field() + " " + not + (like.ignoreCase() ? "ILIKE " : "LIKE ") + quoted(like.pattern(), '\'');
    }

    private static String term(Predicate term) {
        return term instanceof Predicate.And || term instanceof Predicate.Or ? "(" + of(term) + ")" : of(term);
    }
}
