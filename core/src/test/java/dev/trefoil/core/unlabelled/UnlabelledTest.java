package dev.trefoil.core.unlabelled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.drift.DomainClassifier;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.metric.MetricEstimator;
import dev.trefoil.core.metric.MetricOptions;
import dev.trefoil.core.metric.Scored;
import dev.trefoil.core.verdict.Estimate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnlabelledTest {
    private static final List<Metric> METRICS = List.of(Metric.ACCURACY, Metric.AUC, Metric.F1, Metric.RECALL);

    @Test
    void theExpectedConfusionIsTheSumOfProbabilities() {
        double[] p = {0.9, 0.6, 0.4, 0.2, 0.7};
        ConfidenceEstimator cbpe = ConfidenceEstimator.cbpe(
                new Reference(new double[] {0.2, 0.8}, new double[] {0, 1}, null), List.of(false), 1);
        List<Estimate> estimates = cbpe.estimates(
                List.of(Metric.ACCURACY, Metric.PRECISION, Metric.RECALL), p, null, MetricOptions.STANDARD, 0.95);
        double truePositives = 0.9 + 0.6 + 0.7;
        assertThat(estimates.get(0).value()).isCloseTo((truePositives + 0.6 + 0.8) / 5, within(1e-12));
        assertThat(estimates.get(1).value()).isCloseTo(truePositives / 3, within(1e-12));
        assertThat(estimates.get(2).value()).isCloseTo(truePositives / (truePositives + 0.6), within(1e-12));
        assertThat(estimates.getFirst().method()).isEqualTo("accuracy/cbpe/as-is/resampled");
    }

    @Test
    void severalClassesCountAsSharesOfARowOfEach() {
        double[] known = {0.8, 0.1, 0.1, 0.1, 0.8, 0.1, 0.1, 0.1, 0.8};
        Reference reference = Reference.ofClasses(known, 3, new int[] {0, 1, 2}, null);
        ConfidenceEstimator cbpe = ConfidenceEstimator.cbpe(reference, List.of(false, false, false), 1);
        double[] now = {0.7, 0.2, 0.1, 0.6, 0.3, 0.1, 0.1, 0.9, 0, 0.2, 0.2, 0.6};
        List<Metric> metrics = List.of(
                Metric.ACCURACY,
                Metric.MACRO_PRECISION,
                Metric.MACRO_RECALL,
                Metric.MACRO_SPECIFICITY,
                Metric.MACRO_F1);
        List<Estimate> estimates = cbpe.estimates(metrics, now, null, MetricOptions.STANDARD, 0.95);
        assertThat(estimates.get(0).value()).isCloseTo((0.7 + 0.6 + 0.9 + 0.6) / 4, within(1e-12));
        assertThat(estimates.get(1).value()).isCloseTo((1.3 / 2 + 0.9 + 0.6) / 3, within(1e-12));
        assertThat(estimates.get(2).value()).isCloseTo((1.3 / 1.6 + 0.9 / 1.6 + 0.6 / 0.8) / 3, within(1e-12));
        assertThat(estimates.get(3).value()).isCloseTo((1.7 / 2.4 + 2.3 / 2.4 + 2.8 / 3.2) / 3, within(1e-12));
        assertThat(estimates.get(4).value()).isCloseTo((2.6 / 3.6 + 1.8 / 2.6 + 1.2 / 1.8) / 3, within(1e-12));
        assertThat(estimates.getFirst().method()).isEqualTo("accuracy/cbpe/as-is/no-interval:fewer-than-5-units");
        assertThat(estimates.getFirst().n()).isEqualTo(4);
        assertThatThrownBy(() -> Reference.ofClasses(known, 3, new int[] {0, 1, 1}, null))
                .hasMessageContaining("no row of class number 2");
        assertThatThrownBy(() -> cbpe.estimates(List.of(Metric.AUC), now, null, MetricOptions.STANDARD, 0.95))
                .hasMessageContaining("auc cannot be estimated for several classes");
    }

    @Test
    void intervalsOfSeveralClassesCoverWhatIsMeasured() {
        List<Metric> metrics = List.of(Metric.ACCURACY, Metric.MACRO_AUC, Metric.MACRO_F1);
        int[] covered = new int[metrics.size()];
        int runs = 20;
        for (int seed = 0; seed < runs; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Classes reference = new Classes(random, 900);
            Classes current = new Classes(random, 400);
            List<Estimate> estimates = ConfidenceEstimator.cbpe(
                            Reference.ofClasses(reference.probabilities, 3, reference.truth, null), seed)
                    .estimates(metrics, current.probabilities, null, MetricOptions.STANDARD, 0.95);
            for (int m = 0; m < covered.length; m++) {
                double realised = MetricEstimator.value(
                        metrics.get(m), Scored.multiclass(current.probabilities, 3, current.truth));
                Estimate one = estimates.get(m);
                covered[m] += one.low() <= realised && realised <= one.high() ? 1 : 0;
            }
        }
        // 95 % of 20 less three standard errors.
        for (int count : covered) {
            assertThat(count).isGreaterThanOrEqualTo(16);
        }
    }

    /// Rows of three classes whose probabilities are flatter than the truth.
    private static final class Classes {
        private final double[] probabilities;
        private final int[] truth;

        private Classes(SplittableRandom random, int rows) {
            probabilities = new double[3 * rows];
            truth = new int[rows];
            for (int i = 0; i < rows; i++) {
                double[] real = new double[3];
                double sum = 0;
                double flat = 0;
                for (int k = 0; k < 3; k++) {
                    real[k] = Math.exp(2 * random.nextDouble() + (random.nextInt(3) == 0 ? 1.5 : 0));
                    sum += real[k];
                    flat += Math.sqrt(real[k]);
                }
                double left = random.nextDouble() * sum;
                while (truth[i] < 2 && left >= real[truth[i]]) {
                    left -= real[truth[i]];
                    truth[i]++;
                }
                for (int k = 0; k < 3; k++) {
                    probabilities[3 * i + k] = Math.sqrt(real[k]) / flat;
                }
            }
        }
    }

    @Test
    void theIntervalCoversWhatIsMeasuredOnceTruthIsKnown() {
        int[] covered = new int[METRICS.size()];
        int runs = 30;
        for (int seed = 0; seed < runs; seed++) {
            Made reference = new Made(new SplittableRandom(seed), 1_000, 0, 0);
            // Rows that come with another share of easy ones: what CBPE is for.
            Made current = new Made(new SplittableRandom(1_000 + seed), 500, 0.3, 0);
            List<Estimate> estimates = ConfidenceEstimator.cbpe(
                            new Reference(reference.score, reference.truth, null), seed)
                    .estimates(METRICS, current.score, null, MetricOptions.STANDARD, 0.95);
            for (int m = 0; m < covered.length; m++) {
                double realised = MetricEstimator.value(METRICS.get(m), Scored.binary(current.score, current.truth));
                Estimate one = estimates.get(m);
                covered[m] += one.low() <= realised && realised <= one.high() ? 1 : 0;
            }
        }
        // 95 % of 30 less three standard errors.
        for (int count : covered) {
            assertThat(count).isGreaterThanOrEqualTo(25);
        }
    }

    @Test
    void papeFollowsAShiftThatChangesWhatAScoreIsWorth() {
        double cbpeAway = 0;
        double papeAway = 0;
        for (int seed = 0; seed < 2; seed++) {
            Made reference = new Made(new SplittableRandom(seed), 3_000, 0, 1);
            Made current = new Made(new SplittableRandom(100 + seed), 3_000, 0.8, 1);
            Reference known = new Reference(reference.score, reference.truth, null);
            double[] weights = new DomainClassifier(seed).densityRatio(reference.features(), current.features());
            ConfidenceEstimator pape = ConfidenceEstimator.pape(known, weights, seed);
            double realised = MetricEstimator.value(Metric.ACCURACY, Scored.binary(current.score, current.truth));
            List<Metric> accuracy = List.of(Metric.ACCURACY);
            cbpeAway += Math.abs(ConfidenceEstimator.cbpe(known, seed)
                            .estimates(accuracy, current.score, null, MetricOptions.STANDARD, 0.95)
                            .getFirst()
                            .value()
                    - realised);
            papeAway += Math.abs(pape.estimates(accuracy, current.score, null, MetricOptions.STANDARD, 0.95)
                            .getFirst()
                            .value()
                    - realised);
            assertThat(pape.effectiveRows()).isBetween(200.0, 3_000.0);
        }
        assertThat(papeAway).isLessThan(0.5 * cbpeAway);
    }

    @Test
    void aScoreThatIsNoProbabilityIsRefused() {
        double[] y = {0, 1};
        assertThatThrownBy(() -> new Reference(new double[] {0.5, 1.2}, y, null))
                .hasMessageContaining("probabilities in [0, 1], reference row 1 has 1.2");
        ConfidenceEstimator cbpe = ConfidenceEstimator.cbpe(new Reference(y, y, null), 1);
        assertThatThrownBy(() ->
                        cbpe.estimates(METRICS, new double[] {0.5, Double.NaN}, null, MetricOptions.STANDARD, 0.95))
                .hasMessageContaining("row 1 has NaN");
        assertThat(cbpe.estimates(METRICS, new double[0], null, MetricOptions.STANDARD, 0.95))
                .allMatch(estimate -> estimate.n() == 0 && !estimate.hasInterval());
    }

    @Test
    void theLossOfNumbersIsForetoldWhereRowsMoveToHarderOnes() {
        int covered = 0;
        int runs = 4;
        for (int seed = 0; seed < runs; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Numbers reference = new Numbers(random, 1_000, 0.3);
            Numbers current = new Numbers(random, 600, 0.7);
            Estimate mae = new LossEstimator(reference.columns(), reference.truth, reference.prediction, null, seed)
                    .estimate(Metric.MAE, current.columns(), 600, 0.95);
            double realised = MetricEstimator.value(Metric.MAE, Scored.regression(current.prediction, current.truth));
            double before = MetricEstimator.value(Metric.MAE, Scored.regression(reference.prediction, reference.truth));
            assertThat(Math.abs(mae.value() - realised)).isLessThan(Math.abs(before - realised));
            covered += mae.low() <= realised && realised <= mae.high() ? 1 : 0;
        }
        // At 95 % all of four, or one less.
        assertThat(covered).isGreaterThanOrEqualTo(3);
    }

    @Test
    void anIntervalStaysWithinTheRangeOfTheMetric() {
        double[] p =
                IntStream.range(0, 20).mapToDouble(i -> i < 15 ? 0.99 : 0.01).toArray();
        Reference reference = new Reference(new double[] {0.2, 0.8}, new double[] {0, 1}, null);
        List<Estimate> estimates = ConfidenceEstimator.cbpe(reference, List.of(false), 1)
                .estimates(
                        List.of(Metric.ACCURACY, Metric.AUC, Metric.MCC, Metric.BRIER, Metric.LOG_LOSS),
                        p,
                        null,
                        MetricOptions.STANDARD,
                        0.95);
        assertThat(estimates).allMatch(Estimate::hasInterval);
        assertThat(estimates.subList(0, 3)).allMatch(one -> one.high() == 1);
        assertThat(estimates.subList(3, 5)).allMatch(one -> one.low() == 0);
    }

    @Test
    void aReferenceOfFewClustersGivesNoInterval() {
        Numbers rows = new Numbers(new SplittableRandom(3), 200, 0.5);
        int[] days = IntStream.range(0, 200).map(i -> i % 2).toArray();
        Estimate few = new LossEstimator(rows.columns(), rows.truth, rows.prediction, days, 1)
                .estimate(Metric.MAE, rows.columns(), 200, 0.95);
        assertThat(few.hasInterval()).isFalse();
        assertThat(few.method()).isEqualTo("mae/dle/extra-trees/no-interval:fewer-than-5-units");
        Estimate none = new LossEstimator(rows.columns(), rows.truth, rows.prediction, null, 1)
                .estimate(Metric.MAE, rows.columns(), 2, 0.95);
        assertThat(none.hasInterval()).isFalse();
        Made made = new Made(new SplittableRandom(4), 200, 0, 0);
        Estimate accuracy = ConfidenceEstimator.cbpe(new Reference(made.score, made.truth, days), List.of(true), 1)
                .estimates(List.of(Metric.ACCURACY), made.score, null, MetricOptions.STANDARD, 0.95)
                .getFirst();
        assertThat(accuracy.method()).isEqualTo("accuracy/cbpe/isotonic/no-interval:fewer-than-5-units");
    }

    /// Rows of a feature in [0, 1]; with `hidden` the chance of a positive depends on it beyond the score.
    private static final class Made {
        private final double[] feature;
        private final double[] score;
        private final double[] truth;

        Made(SplittableRandom random, int n, double moved, double hidden) {
            this.feature = random.doubles(n)
                    .map(v -> random.nextDouble() < moved ? 0.7 + 0.3 * v : v)
                    .toArray();
            this.score = new double[n];
            this.truth = new double[n];
            for (int i = 0; i < n; i++) {
                score[i] = 0.5 * feature[i] + 0.5 * random.nextDouble();
                double p = hidden == 0 ? score[i] * score[i] : feature[i] > 0.7 ? 0.5 : score[i] > 0.45 ? 0.9 : 0.1;
                truth[i] = random.nextDouble() < p ? 1 : 0;
            }
        }

        ColumnBatch features() {
            return batch(List.of(feature, score));
        }
    }

    private static final class Numbers {
        private final double[] feature;
        private final double[] truth;
        private final double[] prediction;

        Numbers(SplittableRandom random, int n, double hard) {
            this.feature = IntStream.range(0, n)
                    .mapToDouble(
                            i -> random.nextDouble() < hard ? 0.5 + random.nextDouble() / 2 : random.nextDouble() / 2)
                    .toArray();
            this.truth = new double[n];
            this.prediction = new double[n];
            for (int i = 0; i < n; i++) {
                prediction[i] = 10 * feature[i];
                truth[i] = prediction[i] + random.nextGaussian() * (feature[i] > 0.5 ? 3 : 1);
            }
        }

        ColumnBatch columns() {
            return batch(List.of(feature, prediction));
        }
    }

    private static ColumnBatch batch(List<double[]> values) {
        List<ColumnSpec> specs = IntStream.range(0, values.size())
                .mapToObj(k -> new ColumnSpec("x" + k, ColumnType.NUMBER))
                .toList();
        return new ColumnBatch(
                new Schema(specs),
                values.stream()
                        .map(v -> (dev.trefoil.core.column.Column) new NumberColumn(v))
                        .toList());
    }
}
