package dev.trefoil.server.api;

import dev.trefoil.core.predicate.Field;
import dev.trefoil.core.predicate.Literal;
import dev.trefoil.core.predicate.Operand;
import dev.trefoil.core.predicate.Operator;
import dev.trefoil.core.predicate.Predicate;
import dev.trefoil.core.predicate.PredicateException;
import dev.trefoil.core.predicate.PredicateParser;
import dev.trefoil.platform.PlatformException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// A filter over runs in the words that a person reads in the table: `name`, `started`, `ended` and `user` are columns
/// like any other, and a status is the same in small letters.
final class RunWords {
    private static final Map<String, String> SHOWN =
            Map.of("name", "run_name", "started", "start_time", "ended", "end_time", "user", "user_id");
    private static final Set<String> ATTRIBUTES = Set.of("", "attributes", "attribute", "attr", "run");

    private RunWords() {}

    /// The predicate of a filter, in the names that the search knows.
    static Predicate read(String filter) {
        return known(PredicateParser.parse(filter));
    }

    /// What is wrong with a field is said with its place in the text, as what is wrong with the text is.
    static <T> T placed(Supplier<T> search) {
        try {
            return search.get();
        } catch (PlatformException e) {
            if (e.getCause() instanceof PredicateException placed) {
                throw placed;
            }
            throw e;
        }
    }

    private static Predicate known(Predicate predicate) {
        return switch (predicate) {
            case Predicate.And(List<Predicate> terms) ->
                new Predicate.And(terms.stream().map(RunWords::known).toList());
            case Predicate.Or(List<Predicate> terms) ->
                new Predicate.Or(terms.stream().map(RunWords::known).toList());
            case Predicate.Not(Predicate term) -> new Predicate.Not(known(term));
            case Predicate.Constant constant -> constant;
            case Predicate.Comparison(Field field, Operator operator, Operand operand) ->
                new Predicate.Comparison(known(field), operator, known(field, operand));
            case Predicate.In(Field field, List<Literal> values) ->
                new Predicate.In(
                        known(field),
                        values.stream().map(value -> literal(field, value)).toList());
            case Predicate.Like(Field field, String pattern, boolean ignoreCase) ->
                new Predicate.Like(known(field), pattern, ignoreCase || isStatus(field));
            case Predicate.IsNull(Field field) -> new Predicate.IsNull(known(field));
        };
    }

    private static Operand known(Field of, Operand operand) {
        return switch (operand) {
            case Field field -> known(field);
            case Literal literal -> literal(of, literal);
        };
    }

    private static Literal literal(Field of, Literal value) {
        return isStatus(of) && value instanceof Literal.Text(String text)
                ? new Literal.Text(text.toUpperCase(Locale.ROOT))
                : value;
    }

    private static Field known(Field field) {
        if (!isAttribute(field)) {
            return field;
        }
        if (field.name().equals("duration")) {
            throw new PredicateException(
                    "a filter cannot ask for the duration; it can for start_time and end_time", field.position());
        }
        String name = SHOWN.get(field.name());
        return name == null ? field : new Field(field.prefix(), name, field.position());
    }

    private static boolean isStatus(Field field) {
        return isAttribute(field) && field.name().equals("status");
    }

    private static boolean isAttribute(Field field) {
        return ATTRIBUTES.contains(field.prefix().toLowerCase(Locale.ROOT));
    }
}
