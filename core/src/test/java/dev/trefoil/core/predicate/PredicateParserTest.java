package dev.trefoil.core.predicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PredicateParserTest {
    @Test
    void canonicalTextOfAnyTreeParsesToTheTree() {
        for (int seed = 0; seed < 3000; seed++) {
            Predicate predicate = new RandomPredicates(seed).any(4);
            assertThat(PredicateParser.parse(predicate.toString()))
                    .as(predicate.toString())
                    .isEqualTo(predicate);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "origin IN ('ORD','ATL')|origin IN ('ORD', 'ATL')",
                "origin_late_share_3h > 0.35|origin_late_share_3h > 0.35",
                "R1 = 'fail' OR R5 = 'fail'|R1 = 'fail' OR R5 = 'fail'",
                "0.35<x|x > 0.35",
                "x == 1.50 and y<>2|x = 1.5 AND y != 2",
                "(a = 1 or b = 2) and c = 3|(a = 1 OR b = 2) AND c = 3",
                "a = 1 or (b = 2 and (c = 3 and d = 4))|a = 1 OR b = 2 AND c = 3 AND d = 4",
                "not a = 1 and b = 2|NOT a = 1 AND b = 2",
                "not (a = 1 and b = 2)|NOT (a = 1 AND b = 2)",
                "a not like 'x%'|a NOT LIKE 'x%'",
                "NOT a LIKE 'x%'|a NOT LIKE 'x%'",
                "a is not null|a IS NOT NULL",
                "a between 1 and 2 and b = 3|a >= 1 AND a <= 2 AND b = 3",
                "late|late = true",
                "not late|NOT late = true",
                "false|false",
                "a > b|a > b",
                "a = -3e2|a = -300",
                "a = .5|a = 0.5",
                "metrics.auc >= 0.6|metrics.auc >= 0.6",
                "metrics.a.b/c|error",
                "tags.mlflow.runName = \"x\"|tags.mlflow.runName = 'x'",
                "params.`a b` = 'x'|params.`a b` = 'x'",
                "params.\"a.b\" = 'x'|params.a.b = 'x'",
                "\"run name\" = \"it\"\"s\"|`run name` = 'it\"s'",
                "attributes.start_time > 1664067852747|attributes.start_time > 1664067852747",
                "`a``b` = 1|`a``b` = 1",
                "name = 'it''s'|name = 'it''s'",
            })
    void textBecomesCanonical(String text, String canonical) {
        if (canonical.equals("error")) {
            assertThatThrownBy(() -> PredicateParser.parse(text)).isInstanceOf(PredicateException.class);
        } else {
            assertThat(PredicateParser.parse(text)).hasToString(canonical);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "##|the predicate is empty",
                "a =|expected a value, found the end, at position 4",
                "a = 1 b = 2|expected AND, OR or the end, found 'b', at position 7",
                "a = 1 ADN b = 2|expected AND, OR or the end, found 'ADN' (did you mean 'AND'?), at position 7",
                "a LKE 'x'|expected an operator after 'a', found 'LKE' (did you mean 'LIKE'?), at position 3",
                "(a = 1|expected ')' to close '(' or AND, OR, found the end, at position 7",
                "a = 'x|the quote ' is never closed, at position 5",
                "a = NULL|nothing equals NULL: write IS NULL or IS NOT NULL, at position 5",
                "1 = 2|two values are compared: one side must be a name, at position 5",
                "a IN ()|IN needs at least one value, at position 7",
                "a IN (1 2)|expected ',' or ')' in the list, found '2', at position 9",
                "a IN (x)|expected a value, found 'x'; a text goes in quotes: 'x', at position 7",
                "a = 1 && b = 2|'&' is not known here: write AND, at position 7",
                "a = 10ms|'10ms' is not a number, at position 5",
                "a = 1e2000|'1e2000' is not a number, at position 5",
                "a LIKE b|expected a text in quotes after LIKE, found 'b', at position 8",
                "metrics. = 1|a name must follow 'metrics.', at position 9",
                "a NOT = 1|expected IN, LIKE, ILIKE or BETWEEN after NOT, found '=', at position 7",
                "a is nul|expected NULL, found 'nul', at position 6",
                "`` = 1|a name is empty, at position 1",
                "AND|expected a value, found 'AND'; a text goes in quotes: 'AND', at position 1",
                "a = 1; drop table runs|unexpected character ';'; names with other than letters, digits and _ go in back-ticks, at position 6",
            })
    void mistakeIsOneLineWithPlaceAndMend(String text, String message) {
        assertThatThrownBy(() -> PredicateParser.parse(text == null ? "" : text))
                .isInstanceOf(PredicateException.class)
                .hasMessage(message);
    }

    @Test
    void depthAndLengthAreLimited() {
        assertThat(PredicateParser.parse("(".repeat(64) + "a = 1" + ")".repeat(64)))
                .hasToString("a = 1");
        assertThatThrownBy(() -> PredicateParser.parse("(".repeat(65) + "a = 1" + ")".repeat(65)))
                .hasMessageContaining("nested deeper than 64");
        assertThatThrownBy(() -> PredicateParser.parse("NOT ".repeat(2000) + "a = 1"))
                .hasMessageContaining("nested deeper than 64");
        assertThatThrownBy(() -> PredicateParser.parse("a = " + "1".repeat(10_000)))
                .hasMessage("a predicate has at most 10000 characters, this one has 10004");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a = 1e2147483647", "a = 10e2147483647", "a = 1e-2147483648", "a = 1e99999999999"})
    void monstrousExponentIsRefusedAtOnce(String text) {
        assertThatThrownBy(() -> PredicateParser.parse(text)).isInstanceOf(PredicateException.class);
    }

    @Test
    void fieldKnowsItsPositionButEqualsWithoutIt() {
        Field field =
                PredicateParser.parse("x = 1 AND  origin = 'JFK'").fields().getLast();
        assertThat(field.position()).isEqualTo(11);
        assertThat(field).isEqualTo(Field.of("origin"));
    }

    @Test
    void orderIsReadApart() {
        assertThat(PredicateParser.parseOrder("metrics.`my acc` desc"))
                .isEqualTo(new OrderTerm(new Field("metrics", "my acc"), true));
        assertThat(PredicateParser.parseOrder("start_time")).hasToString("start_time ASC");
        assertThat(catchThrowableOfType(PredicateException.class, () -> PredicateParser.parseOrder("a DECS")))
                .hasMessage("expected ASC, DESC or the end, found 'DECS' (did you mean 'DESC'?), at position 3");
    }

    @Test
    void nestedAndIsOneAnd() {
        assertThat(PredicateParser.parse("a = 1 AND (b = 2 AND c = 3)"))
                .isInstanceOfSatisfying(
                        Predicate.And.class, and -> assertThat(and.terms()).hasSize(3));
        assertThatThrownBy(() -> new Predicate.Or(List.of(new Predicate.Constant(true))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
