package dev.trefoil.core.predicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.column.BooleanColumn;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.IntegerColumn;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.core.column.TimeColumn;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PredicateResolverTest {
    private static final Schema SCHEMA = new Schema(List.of(
            new ColumnSpec("n", ColumnType.NUMBER),
            new ColumnSpec("i", ColumnType.INTEGER),
            new ColumnSpec("b", ColumnType.BOOLEAN),
            new ColumnSpec("s", ColumnType.STRING),
            new ColumnSpec("t", ColumnType.TIMESTAMP)));

    /// Every combination of missing and a few values: 4 · 4 · 3 · 5 · 3 rows.
    private static ColumnBatch everyRow() {
        double[] numbers = {Double.NaN, -1.5, -0.0, 2};
        long[] integers = {0, -1, 0, 2};
        @Nullable String[] texts = {null, "", "ab", "AB", "cb"};
        long[] times = {TimeColumn.MISSING, micros("2013-03-01T00:00:00"), micros("2013-03-01T10:00:00")};
        int rows = 4 * 4 * 3 * 5 * 3;
        double[] n = new double[rows];
        long[] i = new long[rows];
        BitSet missing = new BitSet();
        byte[] b = new byte[rows];
        @Nullable String[] s = new @Nullable String[rows];
        long[] t = new long[rows];
        for (int row = 0; row < rows; row++) {
            n[row] = numbers[row % 4];
            i[row] = integers[row / 4 % 4];
            missing.set(row, row / 4 % 4 == 0);
            b[row] = (byte) (row / 16 % 3 - 1);
            s[row] = texts[row / 48 % 5];
            t[row] = times[row / 240];
        }
        return new ColumnBatch(
                SCHEMA,
                List.of(
                        new NumberColumn(n),
                        new IntegerColumn(i, missing),
                        new BooleanColumn(b),
                        new StringColumn(s),
                        new TimeColumn(ColumnType.TIMESTAMP, t)));
    }

    private static long micros(String time) {
        return LocalDateTime.parse(time).toEpochSecond(ZoneOffset.UTC) * 1_000_000;
    }

    /// The semantics of SQL, written down independently: null is unknown.
    private static @Nullable Boolean reference(Predicate predicate, Map<String, @Nullable Object> row) {
        return switch (predicate) {
            case Predicate.Comparison(Field field, Operator operator, Operand operand) -> {
                Object left = row.get(field.path());
                Object right = switch (operand) {
                    case Field other -> row.get(other.path());
                    case Literal literal -> value(field, literal);
                };
                yield left == null || right == null ? null : operator.holds(compare(left, right));
            }
            case Predicate.In(Field field, List<Literal> values) -> {
                Object left = row.get(field.path());
                yield left == null ? null : values.stream().anyMatch(v -> compare(left, value(field, v)) == 0);
            }
            case Predicate.Like(Field field, String pattern, boolean ignoreCase) -> {
                Object left = row.get(field.path());
                String regex = pattern.replace("%", ".*").replace("_", ".");
                yield left == null ? null : left.toString().matches((ignoreCase ? "(?i)" : "") + regex);
            }
            case Predicate.IsNull(Field field) -> row.get(field.path()) == null;
            case Predicate.And(List<Predicate> terms) -> {
                List<@Nullable Boolean> all = new java.util.ArrayList<>();
                terms.forEach(term -> all.add(reference(term, row)));
                yield all.contains(false) ? Boolean.FALSE : all.contains(null) ? null : Boolean.TRUE;
            }
            case Predicate.Or(List<Predicate> terms) -> {
                List<@Nullable Boolean> all = new java.util.ArrayList<>();
                terms.forEach(term -> all.add(reference(term, row)));
                yield all.contains(true) ? Boolean.TRUE : all.contains(null) ? null : Boolean.FALSE;
            }
            case Predicate.Not(Predicate term) -> {
                Boolean inner = reference(term, row);
                yield inner == null ? null : !inner;
            }
            case Predicate.Constant(boolean value) -> value;
        };
    }

    private static Object value(Field field, Literal literal) {
        return switch (literal) {
            case Literal.Text(String text)
            when field.name().equals("t") ->
                LocalDateTime.parse(text.length() == 10 ? text + "T00:00" : text.replace(' ', 'T'));
            case Literal.Text(String text) -> text;
            case Literal.Numeral numeral -> numeral.value();
            case Literal.Bool(boolean bool) -> bool;
        };
    }

    private static int compare(Object left, Object right) {
        if (left instanceof Number && right instanceof Number) {
            return new java.math.BigDecimal(left.toString()).compareTo(new java.math.BigDecimal(right.toString()));
        }
        if (left instanceof Boolean a && right instanceof Boolean b) {
            return Boolean.compare(a, b);
        }
        if (left instanceof LocalDateTime a && right instanceof LocalDateTime b) {
            return a.compareTo(b);
        }
        return left.toString().compareTo(right.toString());
    }

    private static Map<String, @Nullable Object> row(ColumnBatch batch, int row) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put(
                "n", batch.column("n").missing(row) ? null : batch.column("n").number(row));
        values.put("i", batch.column("i").missing(row) ? null : ((IntegerColumn) batch.column("i")).values()[row]);
        values.put(
                "b", batch.column("b").missing(row) ? null : batch.column("b").number(row) == 1);
        values.put("s", batch.column("s").text(row));
        String time = batch.column("t").text(row);
        values.put("t", time == null ? null : LocalDateTime.parse(time));
        return values;
    }

    @Test
    void everyRowIsJudgedAsSqlJudgesItFromABatchAndFromAMap() {
        ColumnBatch batch = everyRow();
        for (int seed = 0; seed < 400; seed++) {
            Predicate predicate = new RandomPredicates(seed).typed(3);
            RowTest test = PredicateResolver.resolve(predicate, SCHEMA);
            BitSet matching = test.matching(batch);
            for (int row = 0; row < batch.rows(); row++) {
                Map<String, @Nullable Object> values = row(batch, row);
                Boolean expected = reference(predicate, values);
                Truth truth = expected == null ? Truth.UNKNOWN : Truth.of(expected);
                assertThat(test.evaluate(batch, row))
                        .as("%s on %s", predicate, values)
                        .isEqualTo(truth);
                assertThat(test.evaluate(values::get))
                        .as("%s on %s", predicate, values)
                        .isEqualTo(truth);
                assertThat(matching.get(row)).isEqualTo(truth == Truth.TRUE);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "n > 1 AND k = 2|unknown column 'k'; there are n, i, b, s, t, at position 11",
                "zebra = 2|unknown column 'zebra'; there are n, i, b, s, t, at position 1",
                "s = JFK|unknown column 'JFK'; a text goes in quotes: 'JFK', at position 5",
                "s = 5|column 's' is a text; compare it with a text in quotes: '5', at position 1",
                "n = 'x'|column 'n' is a number; compare it with a number, not 'x', at position 1",
                "i IN (1, 'x')|column 'i' is an integer; compare it with a number, not 'x', at position 1",
                "b = 1|column 'b' is a boolean; compare it with true or false, not 1, at position 1",
                "n|column 'n' is a number; compare it with a number, not true, at position 1",
                "t > 'soon'|column 't' is a time; compare it with a time such as '2013-03-01T10:00:00', not 'soon', at position 1",
                "n LIKE '5%'|column 'n' is a number; LIKE needs a text column, at position 1",
                "n = s|column 'n' is a number; 's' is a text, they cannot be compared, at position 1",
            })
    void mismatchIsOneLineWithPlaceAndMend(String text, String message) {
        assertThatThrownBy(() -> PredicateResolver.resolve(PredicateParser.parse(text), SCHEMA))
                .isInstanceOf(PredicateException.class)
                .hasMessage(message);
    }

    @Test
    void allProblemsAreFoundAtOnce() {
        assertThat(PredicateResolver.problems(PredicateParser.parse("x1 = 1 AND n = 'a' AND s = 1"), SCHEMA))
                .hasSize(3);
        assertThat(PredicateResolver.problems(PredicateParser.parse("n = 1 AND i = 2"), SCHEMA))
                .isEmpty();
    }

    @Test
    void largeIntegersAreComparedExactly() {
        Schema schema = new Schema(List.of(new ColumnSpec("i", ColumnType.INTEGER)));
        ColumnBatch batch = new ColumnBatch(
                schema, List.of(new IntegerColumn(new long[] {9007199254740993L, 9007199254740992L}, new BitSet())));
        RowTest test = PredicateResolver.resolve(PredicateParser.parse("i = 9007199254740993"), schema);
        assertThat(test.rows(batch)).containsExactly(0);
        RowTest beyond = PredicateResolver.resolve(PredicateParser.parse("i < 1e30"), schema);
        assertThat(beyond.rows(batch)).containsExactly(0, 1);
    }

    @Test
    void dottedFieldIsTheColumnOfThatName() {
        Schema schema = new Schema(List.of(new ColumnSpec("a.b", ColumnType.NUMBER)));
        assertThat(PredicateResolver.resolve(PredicateParser.parse("a.b = 1"), schema)
                        .matches(_ -> 1))
                .isTrue();
        assertThat(PredicateResolver.resolve(PredicateParser.parse("`a.b` = 1"), schema)
                        .matches(_ -> 2))
                .isFalse();
    }

    @Test
    void otherBatchWithTheColumnsInAnotherOrderIsFine() {
        ColumnBatch batch = everyRow().select(List.of("t", "s", "n"));
        RowTest test = PredicateResolver.resolve(PredicateParser.parse("s = 'ab' AND n = 2"), SCHEMA);
        assertThat(test.rows(batch)).hasSize(36).isEqualTo(test.rows(everyRow()));
        assertThatThrownBy(() -> PredicateResolver.resolve(PredicateParser.parse("i = 1"), SCHEMA)
                        .rows(batch))
                .hasMessageContaining("there is no column 'i'");
    }

    @Test
    void valueOfTheWrongKindNamesItsColumn() {
        RowTest test = PredicateResolver.resolve(PredicateParser.parse("n > 1"), SCHEMA);
        assertThatThrownBy(() -> test.evaluate(_ -> "many"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'n' should be a number, not String");
        assertThat(test.evaluate(_ -> Double.NaN)).isEqualTo(Truth.UNKNOWN);
    }

    @Test
    void likeMatchesCharactersNotCodeUnits() {
        assertThat(new LikePattern("_", false).matches("😀")).isTrue();
        assertThat(new LikePattern("%ß_", true).matches("STRAßE")).isTrue();
        assertThat(new LikePattern("a%b%c", false).matches("aXbYbZc")).isTrue();
        assertThat(new LikePattern("%" + "a%".repeat(50) + "b", false).matches("a".repeat(3000)))
                .isFalse();
        assertThat(CodePoints.compare("\uFFFD", "😀")).isNegative();
    }
}
