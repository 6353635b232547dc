package dev.trefoil.platform.tracking;

import dev.trefoil.core.predicate.Field;
import dev.trefoil.core.predicate.Literal;
import dev.trefoil.core.predicate.Operator;
import dev.trefoil.core.predicate.Predicate;
import dev.trefoil.core.predicate.PredicateException;
import dev.trefoil.core.predicate.PredicateSql;
import dev.trefoil.core.predicate.SqlText;
import dev.trefoil.platform.PlatformException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Turns a search into a condition. As in MLflow, a comparison with something a run does not have does not
/// hold, and neither does its negation.
final class SearchSql {
    private final PredicateSql.Dialect dialect;
    private final Function<Field, SearchField> fields;
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    private SearchSql(PredicateSql.Dialect dialect, Function<Field, SearchField> fields) {
        this.dialect = dialect;
        this.fields = fields;
    }

    /// @param fields says what a name stands for, or throws INVALID
    static SqlText condition(Predicate predicate, PredicateSql.Dialect dialect, Function<Field, SearchField> fields) {
        SearchSql search = new SearchSql(dialect, fields);
        search.write(predicate, false);
        return new SqlText(search.sql.toString(), search.parameters);
    }

    private void write(Predicate predicate, boolean negated) {
        switch (predicate) {
            case Predicate.And(List<Predicate> terms) -> joined(terms, " AND ", negated);
            case Predicate.Or(List<Predicate> terms) -> joined(terms, " OR ", negated);
            case Predicate.Not(Predicate term) -> not(term);
            case Predicate.Constant constant -> append(PredicateSql.render(constant, dialect, _ -> SqlText.of("")));
            case Predicate.Comparison(Field left, Operator _, Field right) -> fields(predicate, left, right);
            case Predicate.Comparison(Field field, Operator operator, Literal literal) -> {
                SearchField known = fields.apply(field);
                leaf(known, new Predicate.Comparison(field, operator, checked(field, known, literal)), negated);
            }
            case Predicate.In(Field field, List<Literal> values) -> {
                SearchField known = fields.apply(field);
                List<Literal> checked = values.stream()
                        .map(value -> checked(field, known, value))
                        .toList();
                leaf(known, new Predicate.In(field, checked), negated);
            }
            case Predicate.Like like -> {
                SearchField known = fields.apply(like.field());
                if (known.kind() != SearchField.Kind.TEXT) {
                    throw invalid(
                            like.field(),
                            "Invalid comparator 'LIKE': '" + like.field().path() + "' is not a text.");
                }
                leaf(known, like, negated);
            }
            case Predicate.IsNull(Field field) -> missing(fields.apply(field), predicate);
        }
    }

    private void joined(List<Predicate> terms, String word, boolean negated) {
        for (int i = 0; i < terms.size(); i++) {
            sql.append(i == 0 ? "(" : word + "(");
            write(terms.get(i), negated);
            sql.append(')');
        }
    }

    /// A condition on one of many values is negated inside: some value is another one.
    private void not(Predicate term) {
        boolean many = term.fields().stream().anyMatch(field -> many(fields.apply(field)));
        boolean plain =
                term instanceof Predicate.Comparison || term instanceof Predicate.In || term instanceof Predicate.Like;
        if (many && plain) {
            SearchField field = fields.apply(term.fields().getFirst());
            members(field, new Predicate.Not(term));
            return;
        }
        sql.append("NOT (");
        write(term, true);
        sql.append(')');
    }

    private void fields(Predicate comparison, Field left, Field right) {
        SearchField one = fields.apply(left);
        SearchField other = fields.apply(right);
        if (one.kind() != other.kind() || many(one) || many(other)) {
            throw invalid(
                    left, "'" + left.path() + "' and '" + right.path() + "' cannot be compared with one another.");
        }
        append(PredicateSql.render(
                comparison, dialect, field -> fields.apply(field).scalar()));
    }

    /// Under a negation the scalar form is needed: there, missing must stay unknown.
    private void leaf(SearchField field, Predicate leaf, boolean negated) {
        if (field.members() != null && (!negated || many(field))) {
            members(field, leaf);
        } else {
            append(PredicateSql.render(leaf, dialect, _ -> field.scalar()));
        }
    }

    private void members(SearchField field, Predicate condition) {
        SearchField.Members members = field.members();
        if (members == null) {
            throw new IllegalStateException("asked for the members of a plain field");
        }
        append(members.before());
        append(PredicateSql.render(condition, dialect, _ -> SqlText.of(members.value())));
        sql.append(')');
    }

    private void missing(SearchField field, Predicate isNull) {
        SearchField.Members members = field.members();
        if (members != null && members.many()) {
            sql.append("NOT ");
            append(members.before());
            sql.append("TRUE)");
        } else {
            append(PredicateSql.render(isNull, dialect, _ -> field.scalar()));
        }
    }

    private static boolean many(SearchField field) {
        SearchField.Members members = field.members();
        return members != null && members.many();
    }

    /// The literal as the field's SQL compares it.
    private static Literal checked(Field field, SearchField known, Literal literal) {
        return switch (known.kind()) {
            case NUMBER -> {
                if (!(literal instanceof Literal.Numeral)) {
                    throw invalid(
                            field, "Expected numeric value type for '" + field.path() + "'. Found " + literal + ".");
                }
                yield literal;
            }
            case TEXT -> {
                if (!(literal instanceof Literal.Text)) {
                    throw invalid(
                            field,
                            "Expected a quoted string value for '" + field.path() + "'. Got value " + literal
                                    + ": write '" + literal + "'.");
                }
                yield literal;
            }
            case TIME -> new Literal.Numeral(BigDecimal.valueOf(micros(field, literal)));
        };
    }

    private static long micros(Field field, Literal literal) {
        if (literal instanceof Literal.Numeral number && number.whole()) {
            return Math.multiplyExact(number.value().longValueExact(), 1_000L);
        }
        if (literal instanceof Literal.Text(String text)) {
            var micros = SearchTimes.micros(text);
            if (micros.isPresent()) {
                return micros.getAsLong();
            }
        }
        throw invalid(
                field,
                "Expected numeric value type for '" + field.path() + "'. Found " + literal
                        + ": give milliseconds since the epoch or a time such as '2026-01-31T12:00:00Z'.");
    }

    private void append(SqlText text) {
        sql.append(text.sql());
        parameters.addAll(text.parameters());
    }

    static PlatformException invalid(String message) {
        return PlatformException.invalid("filter", message);
    }

    /// The cause knows the place of the field, for whoever shows it there.
    static PlatformException invalid(Field field, String message) {
        String reason = message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
        return new PlatformException(
                PlatformException.Kind.INVALID, "filter", message, new PredicateException(reason, field.position()));
    }
}
