package dev.trefoil.core.predicate;

import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.text.Spelling;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Checks predicates against a schema: columns exist, literals fit their types. A field stands for the column of
/// its
/// whole path (`a.b` for the column named `a.b`).
public final class PredicateResolver {
    private final Schema schema;
    private final List<PredicateException> problems = new ArrayList<>();

    private PredicateResolver(Schema schema) {
        this.schema = schema;
    }

    /// The evaluable form; the first problem is thrown as a [PredicateException].
    public static RowTest resolve(Predicate predicate, Schema schema) {
        PredicateResolver resolver = new PredicateResolver(schema);
        Check check = resolver.check(predicate);
        if (!resolver.problems.isEmpty()) {
            throw resolver.problems.getFirst();
        }
        return new RowTest(predicate, schema, check);
    }

    /// Everything that keeps the predicate from being resolved, in the order of the text.
    public static List<PredicateException> problems(Predicate predicate, Schema schema) {
        PredicateResolver resolver = new PredicateResolver(schema);
        resolver.check(predicate);
        return List.copyOf(resolver.problems);
    }

    private Check check(Predicate predicate) {
        return switch (predicate) {
            case Predicate.Comparison(Field field, Operator operator, Field other) -> columns(field, operator, other);
            case Predicate.Comparison(Field field, Operator operator, Literal literal) ->
                comparison(field, operator, literal);
            case Predicate.In(Field field, List<Literal> values) -> in(field, values);
            case Predicate.Like(Field field, String pattern, boolean ignoreCase) -> {
                int column = column(field);
                if (column >= 0 && type(column) != ColumnType.STRING) {
                    wrong(field, column, "LIKE needs a text column");
                }
                yield new Check.Like(column, new LikePattern(pattern, ignoreCase));
            }
            case Predicate.IsNull(Field field) -> new Check.Missing(column(field));
            case Predicate.And(List<Predicate> terms) ->
                new Check.All(terms.stream().map(this::check).toList());
            case Predicate.Or(List<Predicate> terms) ->
                new Check.Some(terms.stream().map(this::check).toList());
            case Predicate.Not(Predicate term) -> new Check.Not(check(term));
            case Predicate.Constant(boolean value) -> new Check.Constant(Truth.of(value));
        };
    }

    private int column(Field field) {
        int column = schema.indexOf(field.path());
        if (column < 0) {
            String known = schema.size() <= 12 ? "; there are " + String.join(", ", schema.names()) : "";
            String hint = Spelling.hint(field.path(), schema.names());
            problems.add(new PredicateException(
                    "unknown column '" + field.path() + "'" + (hint.isEmpty() ? known : hint), field.position()));
        }
        return column;
    }

    private ColumnType type(int column) {
        return schema.columns().get(column).type();
    }

    private Check comparison(Field field, Operator operator, Literal literal) {
        int column = column(field);
        if (column < 0) {
            return new Check.Constant(Truth.UNKNOWN);
        }
        return switch (type(column)) {
            case NUMBER ->
                new Check.Fraction(
                        column, operator, number(field, column, literal).doubleValue());
            case INTEGER -> {
                BigDecimal value = number(field, column, literal);
                yield new Literal.Numeral(value).whole()
                        ? new Check.Whole(column, operator, value.longValueExact())
                        : new Check.Fraction(column, operator, value.doubleValue());
            }
            case BOOLEAN -> new Check.Whole(column, operator, bool(field, column, literal) ? 1 : 0);
            case STRING -> new Check.Text(column, operator, text(field, column, literal));
            case TIMESTAMP, DATE -> new Check.Whole(column, operator, time(field, column, literal));
        };
    }

    private Check in(Field field, List<Literal> values) {
        int column = column(field);
        if (column < 0) {
            return new Check.Constant(Truth.UNKNOWN);
        }
        return switch (type(column)) {
            case NUMBER -> {
                Set<Double> numbers = new HashSet<>();
                values.forEach(value -> numbers.add(number(field, column, value).doubleValue() + 0.0));
                yield new Check.InNumber(column, Set.copyOf(numbers));
            }
            case INTEGER -> {
                Set<Long> wholes = new HashSet<>();
                for (Literal value : values) {
                    BigDecimal number = number(field, column, value);
                    if (new Literal.Numeral(number).whole()) {
                        wholes.add(number.longValueExact());
                    }
                }
                yield new Check.InWhole(column, Set.copyOf(wholes));
            }
            case BOOLEAN -> {
                Set<Long> wholes = new HashSet<>();
                values.forEach(value -> wholes.add(bool(field, column, value) ? 1L : 0L));
                yield new Check.InWhole(column, Set.copyOf(wholes));
            }
            case STRING -> {
                Set<String> texts = new HashSet<>();
                values.forEach(value -> texts.add(text(field, column, value)));
                yield new Check.InText(column, Set.copyOf(texts));
            }
            case TIMESTAMP, DATE -> {
                Set<Long> times = new HashSet<>();
                values.forEach(value -> times.add(time(field, column, value)));
                yield new Check.InWhole(column, Set.copyOf(times));
            }
        };
    }

    private Check columns(Field field, Operator operator, Field other) {
        int left = column(field);
        if (left >= 0 && !schema.contains(other.path())) {
            String hint = Spelling.hint(other.path(), schema.names());
            String mend = hint.isEmpty() ? "; a text goes in quotes: '" + other.path() + "'" : hint;
            problems.add(new PredicateException("unknown column '" + other.path() + "'" + mend, other.position()));
            return new Check.Constant(Truth.UNKNOWN);
        }
        int right = column(other);
        if (left < 0 || right < 0) {
            return new Check.Constant(Truth.UNKNOWN);
        }
        Check.Kind kind = kind(type(left), type(right));
        boolean comparable = type(left) == type(right)
                || (type(left).numeric() && type(right).numeric())
                || (type(left).temporal() && type(right).temporal());
        if (!comparable) {
            wrong(field, left, "'" + other.path() + "' is " + Times.words(type(right)) + ", they cannot be compared");
        }
        return new Check.Columns(left, operator, right, kind);
    }

    private static Check.Kind kind(ColumnType left, ColumnType right) {
        return switch (left) {
            case STRING -> Check.Kind.TEXT;
            case NUMBER -> Check.Kind.NUMBER;
            case INTEGER -> right == ColumnType.NUMBER ? Check.Kind.NUMBER : Check.Kind.WHOLE;
            case BOOLEAN, TIMESTAMP, DATE -> Check.Kind.WHOLE;
        };
    }

    private BigDecimal number(Field field, int column, Literal literal) {
        if (literal instanceof Literal.Numeral(BigDecimal value)) {
            return value;
        }
        wrong(field, column, "compare it with a number, not " + literal);
        return BigDecimal.ZERO;
    }

    private boolean bool(Field field, int column, Literal literal) {
        if (literal instanceof Literal.Bool(boolean value)) {
            return value;
        }
        wrong(field, column, "compare it with true or false, not " + literal);
        return false;
    }

    private String text(Field field, int column, Literal literal) {
        if (literal instanceof Literal.Text(String value)) {
            return value;
        }
        wrong(field, column, "compare it with a text in quotes: '" + literal + "'");
        return "";
    }

    private long time(Field field, int column, Literal literal) {
        if (literal instanceof Literal.Text(String value)) {
            var micros = Times.parse(value);
            if (micros.isPresent()) {
                return micros.getAsLong();
            }
        }
        String example = type(column) == ColumnType.DATE ? "'2013-03-01'" : "'2013-03-01T10:00:00'";
        wrong(field, column, "compare it with a time such as " + example + ", not " + literal);
        return 0;
    }

    private void wrong(Field field, int column, String mend) {
        problems.add(new PredicateException(
                "column '" + field.path() + "' is " + Times.words(type(column)).replace("true or false", "a boolean")
                        + "; " + mend,
                field.position()));
    }
}
