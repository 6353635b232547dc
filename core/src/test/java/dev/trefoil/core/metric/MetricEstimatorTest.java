package dev.trefoil.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trefoil.core.verdict.Estimate;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class MetricEstimatorTest {
    private final MetricEstimator estimator = new MetricEstimator(42);

    @Test
    void clusterResamplesOfTheTableEqualThoseOfTheWalk() {
        Scored rows = MadeRows.binary(2_000).withClusters(MadeRows.clusters(2_000, 30));
        Grouping grouping = Grouping.of(rows, 1);
        ScoreOrder order = ScoreOrder.of(rows.score());
        Concordance table = new Concordance(rows, grouping, order);
        ScoreSweep walk = new ScoreSweep(rows, grouping, order, SweepFolds.auc());
        SplittableRandom random = new SplittableRandom(3);
        for (int draw = 0; draw < 50; draw++) {
            double[] times = random.ints(30, 0, 4).asDoubleStream().toArray();
            assertThat(table.value(times)).isCloseTo(walk.value(times), within(1e-12));
        }
    }

    @Test
    void sameSeedGivesTheSameInterval() {
        Scored rows = MadeRows.binary(900).withClusters(MadeRows.clusters(900, 20));
        Estimate first = estimator.estimate(Metric.AUC, rows);
        assertThat(first).isEqualTo(new MetricEstimator(42).estimate(Metric.AUC, rows));
        assertThat(first.method()).isEqualTo("auc/cluster-bootstrap-percentile");
        assertThat(first.clusters()).isEqualTo(20);
        assertThat(first.low()).isLessThan(first.value());
        assertThat(first.high()).isGreaterThan(first.value());
    }

    @Test
    void plainRateHasWilsonsInterval() {
        Estimate recall = estimator.estimate(Metric.RECALL, MadeRows.binary(900));
        assertThat(recall.method()).isEqualTo("recall@0.3/wilson");
    }

    @Test
    void oneClassIsUndefinedAndSaysWhy() {
        Scored rows = Scored.binary(new double[] {0.1, 0.2, 0.3, 0.4, 0.5, 0.6}, new double[6]);
        Estimate auc = estimator.estimate(Metric.AUC, rows);
        assertThat(auc.defined()).isFalse();
        assertThat(auc.method()).isEqualTo("auc/undefined:one-class");
    }

    @Test
    void fewUnitsAndNoVariationGiveNoInterval() {
        Scored four = MadeRows.binary(400).withClusters(MadeRows.clusters(400, 4));
        assertThat(estimator.estimate(Metric.AUC, four).hasInterval()).isFalse();
        double[] y = new double[50];
        Arrays.setAll(y, i -> i);
        Estimate perfect = estimator.estimate(Metric.RMSE, Scored.regression(y, y));
        assertThat(perfect.value()).isZero();
        assertThat(perfect.hasInterval()).isFalse();
        assertThat(perfect.method()).endsWith("no-variation");
    }

    @Test
    void perfectSeparationOfFewRowsIsNotCertain() {
        double[] score = new double[40];
        double[] truth = new double[40];
        for (int i = 0; i < 40; i++) {
            score[i] = i / 40.0;
            truth[i] = i < 30 ? 0 : 1;
        }
        Estimate auc = estimator.estimate(Metric.AUC, Scored.binary(score, truth));
        assertThat(auc.value()).isEqualTo(1);
        assertThat(auc.low()).isCloseTo(Math.pow(0.025, 0.1), within(1e-12));
        assertThat(auc.method()).isEqualTo("auc/clopper-pearson");
    }

    @Test
    void pairedDifferenceIsNarrowerThanTwoIntervals() {
        int n = 3_000;
        Scored a = MadeRows.binary(n);
        double[] other = a.score().clone();
        SplittableRandom random = new SplittableRandom(9);
        for (int i = 0; i < n; i++) {
            other[i] = Math.min(1, Math.max(0, other[i] + 0.1 * (random.nextDouble() - 0.5)));
        }
        Scored b = Scored.binary(other, a.truth());
        Estimate difference = estimator.paired(Metric.AUC, a, b);
        Estimate alone = estimator.estimate(Metric.AUC, a);
        assertThat(difference.value())
                .isCloseTo(MetricEstimator.value(Metric.AUC, a) - MetricEstimator.value(Metric.AUC, b), within(1e-12));
        assertThat(difference.high() - difference.low()).isLessThan((alone.high() - alone.low()) / 2);
        assertThat(estimator.paired(Metric.AUC, a, a))
                .extracting(Estimate::low, Estimate::high)
                .containsExactly(0.0, 0.0);
    }

    @Test
    void ruleIsComparedByItsDecisions() {
        Scored model = MadeRows.binary(2_000).withOptions(MetricOptions.of(new Costs(20, 60)));
        boolean[] never = new boolean[2_000];
        Scored rule = model.withDecisions(never);
        Estimate gain = estimator.paired(Metric.VALUE_PER_1000, model, rule);
        assertThat(gain.value()).isCloseTo(MetricEstimator.value(Metric.VALUE_PER_1000, model), within(1e-9));
        assertThat(gain.low()).isPositive();
    }

    @Test
    void intervalCoversTheTruthAsOftenAsItSays() {
        int covered = 0;
        int runs = 300;
        MetricEstimator quick = new MetricEstimator(200, 5, 0.95);
        SplittableRandom random = new SplittableRandom(11);
        for (int run = 0; run < runs; run++) {
            double[] score = new double[240];
            double[] truth = new double[240];
            int[] cluster = new int[240];
            for (int c = 0; c < 24; c++) {
                double shared = random.nextGaussian();
                for (int j = 0; j < 10; j++) {
                    int i = 10 * c + j;
                    cluster[i] = c;
                    truth[i] = shared + random.nextGaussian();
                }
            }
            Estimate bias = quick.estimate(
                    Metric.MEAN_ERROR, Scored.regression(score, truth).withClusters(cluster));
            covered += bias.low() <= 0 && 0 <= bias.high() ? 1 : 0;
        }
        assertThat(covered / (double) runs).isBetween(0.91, 0.985);
    }
}
