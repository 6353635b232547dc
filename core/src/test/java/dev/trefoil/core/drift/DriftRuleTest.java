package dev.trefoil.core.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trefoil.core.column.BooleanColumn;
import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.core.column.TimeColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class DriftRuleTest {
    @Test
    void frozenBinsHoldEveryTrainingRowAndTenthsAreEqual() {
        SplittableRandom random = new SplittableRandom(1);
        ReferenceProfile profile = ReferenceProfile.of(numbers(normal(random, 6_000, 0)));
        ColumnProfile column = profile.columns().getFirst();
        assertThat(column.rows()).isEqualTo(6_000);
        assertThat(column.counts().getFirst()).isZero();
        assertThat(column.counts().get(1)).isZero();
        assertThat(column.counts().getLast()).isZero();
        assertThat(column.counts().subList(2, column.slots() - 1)).allMatch(count -> count == 100);
    }

    @Test
    void everySlotIsTheOneABinarySearchFinds() {
        SplittableRandom random = new SplittableRandom(2);
        double[] skewed = random.doubles(5_000).map(u -> Math.exp(20 * u)).toArray();
        ColumnProfile column = ReferenceProfile.of(numbers(skewed)).columns().getFirst();
        double[] edges =
                column.edges().stream().mapToDouble(Double::doubleValue).toArray();
        SlotFinder finder = SlotFinder.of(column);
        double[] asked = new double[20_004];
        Arrays.setAll(asked, i -> i < edges.length ? edges[i] : Math.exp(24 * random.nextDouble() - 2));
        asked[20_000] = Double.POSITIVE_INFINITY;
        asked[20_001] = Double.NEGATIVE_INFINITY;
        asked[20_002] = Double.NaN;
        asked[20_003] = -0.0;
        NumberColumn values = new NumberColumn(asked);
        for (int i = 0; i < asked.length; i++) {
            int at = Arrays.binarySearch(edges, asked[i]);
            int expected = Double.isNaN(asked[i]) ? 0 : at >= 0 ? at + 2 : -at;
            assertThat(finder.slot(values, i)).isEqualTo(expected);
        }
    }

    @Test
    void windowsMergeByAddition() {
        SplittableRandom random = new SplittableRandom(3);
        ReferenceProfile profile = ReferenceProfile.of(numbers(normal(random, 2_000, 0)));
        ColumnBatch rows = numbers(normal(random, 1_000, 0));
        WindowHistogram whole = new WindowHistogram(profile);
        whole.record(rows);
        WindowHistogram first = new WindowHistogram(profile);
        WindowHistogram second = new WindowHistogram(profile);
        int[] layout = first.layout(rows);
        for (int i = 0; i < 1_000; i++) {
            (i % 3 == 0 ? first : second).record(rows, layout, i);
        }
        first.add(second);
        assertThat(first.counts()).isEqualTo(whole.counts());
        assertThat(first.rows()).isEqualTo(1_000);
        assertThat(WindowHistogram.of(profile, first.counts()).counts()).isEqualTo(whole.counts());
        WindowHistogram other = new WindowHistogram(ReferenceProfile.of(numbers(normal(random, 50, 0))));
        assertThatThrownBy(() -> first.add(other)).hasMessageContaining("different reference profiles");
    }

    @Test
    void columnsOfEveryKindAreCompared() {
        int n = 4_000;
        SplittableRandom random = new SplittableRandom(4);
        ColumnBatch training = mixed(random, n, 0.5, "abcd", 0);
        ReferenceProfile profile = ReferenceProfile.of(training);
        assertThat(profile.columns().stream().map(ColumnProfile::kind))
                .containsExactly(
                        ProfileKind.CATEGORY,
                        ProfileKind.BOOLEAN,
                        ProfileKind.TEXT_LENGTH,
                        ProfileKind.HOUR_OF_DAY,
                        ProfileKind.DAY_OF_WEEK);
        assertThat(DriftRule.drifted(judge(profile, mixed(random, n, 0.5, "abcd", 0))))
                .isEmpty();
        assertThat(DriftRule.drifted(judge(profile, mixed(random, n, 0.8, "abx", 3))))
                .containsExactly("category", "flag", "text", "at", "day");
    }

    @Test
    void missingValuesAndUnseenRangesAreDrift() {
        SplittableRandom random = new SplittableRandom(5);
        double[] training = normal(random, 5_000, 0);
        ReferenceProfile profile = ReferenceProfile.of(numbers(training));
        double[] holes = normal(random, 2_000, 0);
        Arrays.fill(holes, 0, 200, Double.NaN);
        assertThat(DriftRule.drifted(judge(profile, numbers(holes)))).containsExactly("x");
        double[] constant = new double[500];
        Arrays.fill(constant, 1e300);
        List<DriftFinding> findings = judge(profile, numbers(constant));
        assertThat(findings).allMatch(DriftFinding::drifted);
        assertThat(findings.get(1).value()).isCloseTo(1, within(1e-12));
    }

    @Test
    void windowWithoutRowsHasNoValueAndNoVerdict() {
        ReferenceProfile profile = ReferenceProfile.of(numbers(normal(new SplittableRandom(6), 100, 0)));
        List<DriftFinding> findings = DriftRule.STANDARD.judge(new WindowHistogram(profile));
        assertThat(findings)
                .allMatch(f ->
                        Double.isNaN(f.value()) && !f.drifted() && f.method().endsWith("/no-rows"));
    }

    @Test
    void sortingByDigitsIsSorting() {
        SplittableRandom random = new SplittableRandom(8);
        double[] values = new double[50_000];
        Arrays.setAll(values, i -> i % 9 == 0 ? i % 5 : random.nextGaussian() * Math.exp(40 * random.nextGaussian()));
        values[7] = Double.POSITIVE_INFINITY;
        values[8] = Double.NEGATIVE_INFINITY;
        double[] expected = values.clone();
        Arrays.sort(expected);
        RadixSort.sort(values);
        assertThat(values).isEqualTo(expected);
    }

    @Test
    void handfulOfRowsHasNoVerdict() {
        ReferenceProfile profile = ReferenceProfile.of(numbers(normal(new SplittableRandom(6), 1_000, 0)));
        List<DriftFinding> findings = judge(profile, numbers(new double[] {50, 60, 70}));
        assertThat(findings)
                .allMatch(f -> !f.drifted() && Double.isNaN(f.p()) && f.method().endsWith("/too-few-rows"));
    }

    @Test
    void rateOfARareFlagInANumberIsSeen() {
        double[] training = new double[4_000];
        Arrays.fill(training, 0, 200, 1);
        double[] current = new double[4_000];
        Arrays.fill(current, 0, 600, 1);
        assertThat(DriftRule.drifted(judge(ReferenceProfile.of(numbers(training)), numbers(current))))
                .containsExactly("x");
    }

    @Test
    void falseAlarmsAreRareAtEveryWindowSizeAndAQuarterSigmaIsFound() {
        int[][] sizes = {{200, 200}, {1_000, 200}, {5_000, 500}, {5_000, 5_000}};
        for (int[] size : sizes) {
            assertThat(alarms(size[0], size[1], 0, 300)).isLessThanOrEqualTo(9);
        }
        assertThat(alarms(5_000, 5_000, 0.25, 60)).isGreaterThanOrEqualTo(57);
        assertThat(alarms(20_000, 20_000, 0.1, 30)).isZero();
    }

    private static int alarms(int reference, int current, double shift, int runs) {
        SplittableRandom random = new SplittableRandom(77);
        int alarms = 0;
        for (int run = 0; run < runs; run++) {
            ReferenceProfile profile = ReferenceProfile.of(numbers(normal(random, reference, 0)));
            alarms += DriftRule.drifted(judge(profile, numbers(normal(random, current, shift))))
                            .isEmpty()
                    ? 0
                    : 1;
        }
        return alarms;
    }

    private static List<DriftFinding> judge(ReferenceProfile profile, ColumnBatch rows) {
        WindowHistogram window = new WindowHistogram(profile);
        window.record(rows);
        return DriftRule.STANDARD.judge(window);
    }

    private static double[] normal(SplittableRandom random, int n, double shift) {
        double[] values = new double[n];
        Arrays.setAll(values, _ -> random.nextGaussian() + shift);
        return values;
    }

    private static ColumnBatch numbers(double[] values) {
        return new ColumnBatch(
                new Schema(List.of(new ColumnSpec("x", ColumnType.NUMBER))), List.of(new NumberColumn(values)));
    }

    private static ColumnBatch mixed(SplittableRandom random, int n, double rate, String letters, int later) {
        String[] categories = new String[n];
        byte[] flags = new byte[n];
        String[] texts = new String[n];
        long[] times = new long[n];
        long[] days = new long[n];
        for (int i = 0; i < n; i++) {
            categories[i] = letters.substring(random.nextInt(letters.length())).substring(0, 1);
            flags[i] = (byte) (random.nextDouble() < rate ? 1 : 0);
            texts[i] = "row " + random.nextLong() + " ".repeat(later * 4);
            times[i] = (random.nextInt(1_000) * 24L + random.nextInt(12) + later) * 3_600_000_000L;
            days[i] = (random.nextInt(200) * 7L + random.nextInt(4) + later) * 86_400_000_000L;
        }
        List<Column> columns = new ArrayList<>();
        columns.add(new StringColumn(categories));
        columns.add(new BooleanColumn(flags));
        columns.add(new StringColumn(texts));
        columns.add(new TimeColumn(ColumnType.TIMESTAMP, times));
        columns.add(new TimeColumn(ColumnType.DATE, days));
        Schema schema = new Schema(List.of(
                new ColumnSpec("category", ColumnType.STRING),
                new ColumnSpec("flag", ColumnType.BOOLEAN),
                new ColumnSpec("text", ColumnType.STRING),
                new ColumnSpec("at", ColumnType.TIMESTAMP),
                new ColumnSpec("day", ColumnType.DATE)));
        return new ColumnBatch(schema, columns);
    }
}
