package dev.trefoil.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trefoil.core.verdict.Estimate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupComparisonTest {
    private static final MetricEstimator ESTIMATOR = new MetricEstimator(400, 3, 0.95);

    /// Selected and true positive by hand: group 0 selects 6 of 10, group 1 selects 3 of 10, group 2 both of
    /// its 2.
    private static final double[] SCORE = {1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1};
    private static final double[] TRUTH = {1, 1, 1, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 1, 1, 0, 0, 0, 0, 0, 1, 1};
    private static final List<int[]> GROUPS = List.of(
            IntStream.range(0, 10).toArray(),
            IntStream.range(10, 20).toArray(),
            IntStream.range(20, 22).toArray());

    @Test
    void differencesAndRatiosAreThoseOfTheExtremes() {
        GroupComparison two = GroupComparison.of(Scored.binary(SCORE, TRUTH), GROUPS, 10, ESTIMATOR);
        assertThat(two.compared()).isEqualTo(2);
        assertThat(two.compare(FairnessMeasure.DEMOGRAPHIC_PARITY, Disparity.DIFFERENCE)
                        .value())
                .isCloseTo(0.3, within(1e-12));
        assertThat(two.compare(FairnessMeasure.DEMOGRAPHIC_PARITY, Disparity.RATIO)
                        .value())
                .isCloseTo(0.5, within(1e-12));
        // Recall 4/5 and 2/4; false positive rate 2/5 and 1/6.
        assertThat(two.compare(FairnessMeasure.EQUALIZED_ODDS, Disparity.DIFFERENCE)
                        .value())
                .isCloseTo(0.3, within(1e-12));
        assertThat(two.compare(FairnessMeasure.EQUALIZED_ODDS_MEAN, Disparity.DIFFERENCE)
                        .value())
                .isCloseTo((0.3 + 2.0 / 5 - 1.0 / 6) / 2, within(1e-12));
        assertThat(two.compare(FairnessMeasure.EQUALIZED_ODDS, Disparity.RATIO).value())
                .isCloseTo(5.0 / 12, within(1e-12));
    }

    @Test
    void aGroupWithoutSupportIsMeasuredButNotCompared() {
        GroupComparison supported = GroupComparison.of(Scored.binary(SCORE, TRUTH), GROUPS, 3, ESTIMATOR);
        GroupComparison all = GroupComparison.of(Scored.binary(SCORE, TRUTH), GROUPS, 1, ESTIMATOR);
        assertThat(supported.each(Metric.SELECTION_RATE).get(2).value()).isEqualTo(1);
        assertThat(supported
                        .compare(Metric.SELECTION_RATE, Disparity.DIFFERENCE)
                        .value())
                .isCloseTo(0.3, within(1e-12));
        Estimate everyone = all.compare(Metric.SELECTION_RATE, Disparity.DIFFERENCE);
        assertThat(everyone.value()).isCloseTo(0.7, within(1e-12));
        assertThat(everyone.hasInterval()).isFalse();
        assertThat(everyone.method())
                .isEqualTo("selection_rate@0.5-difference/groups-of-1-rows/no-interval:fewer-than-5-rows");
    }

    @Test
    void oneGroupCannotBeCompared() {
        Estimate alone = GroupComparison.of(Scored.binary(SCORE, TRUTH), GROUPS.subList(0, 1), 1, ESTIMATOR)
                .compare(Metric.RECALL, Disparity.RATIO);
        assertThat(alone.defined()).isFalse();
        assertThat(alone.method()).endsWith("undefined:fewer-than-2-groups");
    }

    @Test
    void theIntervalCoversTheTrueDifferenceWithAndWithoutClusters() {
        int covered = 0;
        int clusteredCovered = 0;
        int runs = 60;
        for (int seed = 0; seed < runs; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int n = 600;
            double[] score = new double[n];
            double[] truth = new double[n];
            int[] cluster = new int[n];
            int[] group = new int[n];
            double[] shift = random.doubles(40, -0.1, 0.1).toArray();
            for (int i = 0; i < n; i++) {
                group[i] = random.nextInt(2);
                cluster[i] = random.nextInt(40);
                score[i] = random.nextDouble() < 0.5 - 0.2 * group[i] + shift[cluster[i]] ? 1 : 0;
                truth[i] = random.nextInt(2);
            }
            List<int[]> groups = IntStream.range(0, 2)
                    .mapToObj(g ->
                            IntStream.range(0, n).filter(i -> group[i] == g).toArray())
                    .toList();
            Scored rows = Scored.binary(score, truth);
            MetricEstimator estimator = new MetricEstimator(200, seed, 0.95);
            Estimate one = GroupComparison.of(rows, groups, 20, estimator)
                    .compare(Metric.SELECTION_RATE, Disparity.DIFFERENCE);
            Estimate other = GroupComparison.of(rows.withClusters(cluster), groups, 20, estimator)
                    .compare(Metric.SELECTION_RATE, Disparity.DIFFERENCE);
            assertThat(one.clusters()).isEqualTo(n);
            assertThat(other.clusters()).isEqualTo(40);
            covered += one.low() <= 0.2 && 0.2 <= one.high() ? 1 : 0;
            clusteredCovered += other.low() <= 0.2 && 0.2 <= other.high() ? 1 : 0;
        }
        // 95 % of 60 with three standard errors.
        assertThat(covered).isBetween(51, runs);
        assertThat(clusteredCovered).isBetween(51, runs);
    }
}
