package dev.trefoil.core.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Values of Evidently 0.7.21 and NannyML 0.13.1, run on the same made rows.
final class DriftProfileTest {
    @ParameterizedTest
    @CsvSource({
        "PSI, 0.07083430310785828, 7.952016469905129",
        "KL, 0.031864888914480013, 4.445305287407484",
        "JENSEN_SHANNON, 0.09321227015449748, 0.5988502067051359",
        "HELLINGER, 0.09365000951334641, 0.715630317923322",
        "CHI_SQUARE, NaN, 0.0",
    })
    void evidentlyStatisticsEqualTheReference(EvidentlyStatistic statistic, double numbers, double texts) {
        if (!Double.isNaN(numbers)) {
            near(statistic.of(numbers(5_000, 7919, 13, 0), numbers(3_000, 10459, 7, 0.1)), numbers, 1e-9);
        }
        near(statistic.of(texts(5_000, 3), texts(3_000, 5)), texts, 1e-9);
    }

    @ParameterizedTest
    @CsvSource({
        "120, evidently-0.7/perc-text-content-drift, 0.48612153038259565",
        "1200, evidently-0.7/abs-text-content-drift, 0.5410123966942149"
    })
    void evidentlyTextsEqualTheReference(int rows, String method, double auc) {
        EvidentlyText found =
                EvidentlyText.of(notes(rows, 0, 1), notes(90, 500, 5)).orElseThrow();
        assertThat(found.method()).isEqualTo(method);
        near(found.auc(), auc, 1e-9);
        assertThat(found.drifted()).isFalse();
    }

    @Test
    void evidentlyHasNothingToSayOfTextsWithoutWords() {
        assertThat(EvidentlyText.of(List.of("a", "b", "the", "?"), List.of("c", "of", "!", "d")))
                .isEmpty();
        assertThat(EvidentlyText.of(List.of("storm"), List.of("fog"))).isEmpty();
    }

    private static List<String> notes(int rows, int from, int step) {
        String[] words = "storm fog gate crew fuel runway snow weather slot tower pilot engine".split(" ");
        return IntStream.range(from, from + rows)
                .mapToObj(i -> IntStream.range(0, 2 + i % 5)
                                .mapToObj(k -> words[(i * i * 7 + i * k * 3 + (i % 3 == 0 ? k * step : k)) % 12])
                                .collect(Collectors.joining(" "))
                        + " nr " + i)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "WASSERSTEIN, 0.08182895818419857",
        "KS, 1.5962295940413429e-15",
        "ANDERSON, 0.001",
        "CRAMER_VON_MISES, 2.547464350577e-09"
    })
    void evidentlyNumberStatisticsEqualTheReference(EvidentlyStatistic statistic, double expected) {
        near(statistic.of(numbers(5_000, 7919, 13, 0), numbers(3_000, 10459, 7, 0.1)), expected, 1e-6);
    }

    @ParameterizedTest
    @CsvSource({
        "JENSEN_SHANNON, 5000, 0.2237480188762185",
        "HELLINGER, 5000, 0.22221532999044982",
        "WASSERSTEIN, 5000, 0.04811776127021263",
        "KS, 5000, 0.09613333333333333",
        "JENSEN_SHANNON, 20000, 0.22376312348885283",
        "KS, 20000, 0.09586666666660582",
        "WASSERSTEIN, 20000, 0.048087828990309146",
    })
    void nannyNumberStatisticsEqualTheReference(NannyStatistic statistic, int rows, double expected) {
        near(statistic.of(numbers(rows, 7919, 13, 0), numbers(3_000, 10459, 7, 0.1)), expected, 1e-9);
    }

    @ParameterizedTest
    @CsvSource({
        "JENSEN_SHANNON, 0.7192924027799362",
        "HELLINGER, 0.7156303179233221",
        "CHI_SQUARE, 4050.7512489851447",
        "L_INFINITY, 0.2858",
    })
    void nannyTextStatisticsEqualTheReference(NannyStatistic statistic, double expected) {
        near(statistic.of(texts(5_000, 3), texts(3_000, 5)), expected, 1e-9);
    }

    @Test
    void defaultsAreThoseOfEachLibrary() {
        ColumnBatch reference = table(5_000, 7919, 13, 0, 3);
        ColumnBatch current = table(3_000, 10459, 7, 0.1, 5);
        List<DriftFinding> evidently = DriftProfile.EVIDENTLY_0_7.compare(reference, current);
        assertThat(evidently.getFirst().method()).isEqualTo("evidently-0.7/wasserstein-over-reference-std");
        assertThat(evidently.getFirst().drifted()).isFalse();
        assertThat(evidently.getLast().method()).isEqualTo("evidently-0.7/js-distance-sturges-pooled-ln");
        assertThat(evidently.getLast().drifted()).isTrue();
        List<DriftFinding> nanny = DriftProfile.NANNYML_0_13.compare(reference, current);
        assertThat(nanny).allMatch(DriftFinding::drifted);
        assertThat(DriftProfile.TREFOIL.compare(reference, current)).allMatch(DriftFinding::drifted);
    }

    @Test
    void unknownProfileAndMissingColumnAreErrors() {
        assertThatThrownBy(() -> DriftProfile.byName("evidently")).hasMessageContaining("evidently-0.7");
        ColumnBatch reference = table(100, 7919, 13, 0, 3);
        assertThatThrownBy(() -> DriftProfile.TREFOIL.compare(reference, reference.select(List.of("x"))))
                .hasMessageContaining("there is no column 'c'");
    }

    private static ColumnBatch table(int n, int a, int b, double shift, int k) {
        List<Column> columns = List.of(new NumberColumn(values(n, a, b, shift)), new StringColumn(names(n, k)));
        return new ColumnBatch(
                new Schema(List.of(
                        new ColumnSpec("x", columns.get(0).type()),
                        new ColumnSpec("c", columns.get(1).type()))),
                columns);
    }

    private static CleanColumn numbers(int n, int a, int b, double shift) {
        return CleanColumn.ofNumbers(values(n, a, b, shift));
    }

    private static CleanColumn texts(int n, int k) {
        return CleanColumn.texts(new StringColumn(names(n, k)));
    }

    private static double[] values(int n, int a, int b, double shift) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> {
            double u = ((long) i * a + b) % 10007 / 10007.0;
            return Math.log(1 + 9 * u) + shift * u;
        });
        return values;
    }

    private static String[] names(int n, int k) {
        String[] names = new String[n];
        Arrays.setAll(names, i -> "c" + ((long) i * i + (long) k * i) % 7);
        return names;
    }

    private static void near(double value, double expected, double relative) {
        assertThat(value).isCloseTo(expected, within(relative * Math.abs(expected)));
    }
}
