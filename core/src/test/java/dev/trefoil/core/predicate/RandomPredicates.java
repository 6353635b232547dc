package dev.trefoil.core.predicate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Random predicates: of any form for spelling, or over the columns `n`, `i`, `b`, `s`, `t` for evaluation.
final class RandomPredicates {
    private static final List<String> NAMES = List.of(
            "origin", "n", "späti", "a b", "in", "AND", "x.y", "`tick`", "\"quote\"", "9lives", "run name", "_", "m$1");
    private static final List<String> PREFIXES = List.of("", "", "metrics", "params", "tags", "attributes", "datasets");
    private static final List<String> TEXTS = List.of("", "JFK", "it's", "a\"b", "%x_", "100 %", "ü€😀", "\\", "a\nb");
    private final SplittableRandom random;

    RandomPredicates(long seed) {
        random = new SplittableRandom(seed);
    }

    Predicate any(int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 5)) {
            case 0 -> new Predicate.Comparison(field(), operator(), random.nextInt(4) == 0 ? field() : literal());
            case 1 -> {
                List<Literal> values = new ArrayList<>();
                for (int i = random.nextInt(1, 4); i > 0; i--) {
                    values.add(literal());
                }
                yield new Predicate.In(field(), values);
            }
            case 2 -> new Predicate.Like(field(), pick(TEXTS), random.nextBoolean());
            case 3 -> new Predicate.IsNull(field());
            case 4 -> new Predicate.Constant(random.nextBoolean());
            case 5, 6 -> new Predicate.And(List.of(any(depth - 1), any(depth - 1), any(depth - 1)));
            case 7 -> new Predicate.Or(List.of(any(depth - 1), any(depth - 1)));
            default -> new Predicate.Not(any(depth - 1));
        };
    }

    Predicate typed(int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 5)) {
            case 0, 1 -> typedComparison();
            case 2 -> {
                String column = pick(List.of("n", "i", "s"));
                yield new Predicate.In(Field.of(column), List.of(typedLiteral(column), typedLiteral(column)));
            }
            case 3 ->
                new Predicate.Like(
                        Field.of("s"), pick(List.of("%", "a%", "_b%", "%B", "ab", "")), random.nextBoolean());
            case 4 -> new Predicate.IsNull(Field.of(pick(List.of("n", "i", "b", "s", "t"))));
            case 5 -> new Predicate.And(List.of(typed(depth - 1), typed(depth - 1)));
            case 6 -> new Predicate.Or(List.of(typed(depth - 1), typed(depth - 1)));
            default -> new Predicate.Not(typed(depth - 1));
        };
    }

    private Predicate typedComparison() {
        String column = pick(List.of("n", "i", "b", "s", "t"));
        boolean crossed = random.nextInt(4) == 0 && (column.equals("n") || column.equals("i"));
        Operand operand = crossed ? Field.of(column.equals("n") ? "i" : "n") : typedLiteral(column);
        return new Predicate.Comparison(Field.of(column), operator(), operand);
    }

    private Literal typedLiteral(String column) {
        return switch (column) {
            case "n" -> Literal.of(pick(List.of(-1.5, 0.0, 0.5, 2.0)));
            case "i" -> random.nextBoolean() ? Literal.of(random.nextLong(-1, 3)) : Literal.of(0.5);
            case "b" -> Literal.of(random.nextBoolean());
            case "s" -> Literal.of(pick(List.of("", "a", "ab", "AB", "cb")));
            default -> Literal.of(pick(List.of("2013-03-01", "2013-03-01T10:00:00", "2014-01-01 00:00:00.5")));
        };
    }

    private Field field() {
        return new Field(pick(PREFIXES), pick(NAMES));
    }

    private Operator operator() {
        return Operator.values()[random.nextInt(Operator.values().length)];
    }

    private Literal literal() {
        return switch (random.nextInt(4)) {
            case 0 -> new Literal.Text(pick(TEXTS));
            case 1 -> new Literal.Bool(random.nextBoolean());
            case 2 -> Literal.of(random.nextLong());
            default -> new Literal.Numeral(BigDecimal.valueOf(random.nextInt(-5000, 5000), random.nextInt(-40, 40)));
        };
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
