package dev.trefoil.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trefoil.core.signature.Task;
import dev.trefoil.core.verdict.Estimate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Values of scikit-learn 1.9.1 on [MadeRows].
final class MetricTest {
    private static final int ROWS = 3_000;

    @ParameterizedTest
    @CsvSource({
        "auc, 0.7780137570385279",
        "average_precision, 0.6741370423440817",
        "log_loss, 0.595756300431913",
        "brier, 0.19967225833333335",
        "calibration_in_the_large, 0.098385",
        "accuracy, 0.6253333333333333",
        "balanced_accuracy, 0.6724356081066083",
        "precision, 0.5189214758751183",
        "recall, 0.9111295681063123",
        "f1, 0.6612417118746232",
        "f_beta, 0.7914862914862915",
        "mcc, 0.37055613319226754",
        "kappa, 0.30667043899357826",
    })
    void binaryMetricsEqualTheReference(String name, double expected) {
        near(MetricEstimator.value(Metric.byName(name), MadeRows.binary(ROWS)), expected);
    }

    @ParameterizedTest
    @CsvSource({"auc, 0.7776197041146797", "average_precision, 0.6743106952980348", "log_loss, 0.596432376469434"})
    void weightedMetricsEqualTheReference(String name, double expected) {
        Scored rows = MadeRows.binary(ROWS).withWeights(MadeRows.weights(ROWS));
        near(MetricEstimator.value(Metric.byName(name), rows), expected);
    }

    @ParameterizedTest
    @CsvSource({
        "accuracy, 0.703",
        "log_loss, 1.1803978317652273",
        "macro_f1, 0.7074715061248593",
        "weighted_f1, 0.6985072554537498",
        "micro_f1, 0.703",
        "mcc, 0.6161307965782843",
        "macro_auc, 0.8076064440597863",
        "weighted_auc, 0.7856669991047711",
        "kappa, 0.603957990210517",
        "kappa_linear, 0.5862705007775676",
        "kappa_quadratic, 0.5691824682929261",
        "balanced_accuracy, 0.7559430398140076",
        "top_k_accuracy, 0.8053333333333333",
        "macro_precision, 0.7029901412154784",
        "macro_recall, 0.7559430398140076",
        "macro_specificity, 0.9034000857109032",
    })
    void metricsOfSeveralClassesEqualTheReference(String name, double expected) {
        near(MetricEstimator.value(Metric.byName(name), MadeRows.multiclass(ROWS)), expected);
    }

    @ParameterizedTest
    @CsvSource({
        "rmse, 0.20211604774667075",
        "mae, 0.17504973518537023",
        "mape, 0.07377625117247445",
        "r2, 0.8819539788488364",
        "pinball, 0.08752486759268512",
        "poisson_deviance, 0.017398944250858236",
        "gamma_deviance, 0.008346363159806575",
    })
    void metricsOfNumbersEqualTheReference(String name, double expected) {
        near(MetricEstimator.value(Metric.byName(name), MadeRows.regression(ROWS)), expected);
    }

    @Test
    void aClassThatIsAllThereIsHasNoSpecificity() {
        double[] chosen = {0.8, 0.1, 0.1, 0.8, 0.1, 0.1, 0.8, 0.1, 0.1, 0.2, 0.7, 0.1};
        Scored rows = Scored.multiclass(chosen, 3, new int[] {0, 0, 0, 0});
        near(MetricEstimator.value(Metric.MACRO_SPECIFICITY, rows), 0.75);
        Estimate right = new MetricEstimator(1).estimate(Metric.MACRO_SPECIFICITY, rows.pick(new int[] {0, 1, 2}));
        assertThat(right.defined()).isFalse();
        assertThat(right.method()).isEqualTo("macro_specificity/undefined:one-class");
    }

    @Test
    void valueAndCostFollowFromTheCells() {
        Scored rows = MadeRows.binary(ROWS).withOptions(MetricOptions.of(new Costs(20, 60)));
        Confusion cells = Confusion.of(rows);
        near(
                MetricEstimator.value(Metric.VALUE_PER_1000, rows),
                (60 * cells.truePositives() - 20 * cells.falsePositives()) / 3);
        near(
                MetricEstimator.value(Metric.COST_PER_1000, rows),
                (60 * cells.falseNegatives() + 20 * cells.falsePositives()) / 3);
        assertThat(new Costs(20, 60).threshold()).isEqualTo(0.25);
        assertThatThrownBy(() -> MetricEstimator.value(Metric.VALUE_PER_1000, MadeRows.binary(10)))
                .hasMessageContaining("needs costs");
    }

    @Test
    void unknownMetricNamesTheNearest() {
        assertThatThrownBy(() -> Metric.byName("avg_precision"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("average_precision");
        assertThat(Metric.byName("Macro-F1")).isEqualTo(Metric.MACRO_F1);
    }

    @Test
    void metricThatDoesNotFitTheTaskIsRefused() {
        assertThatThrownBy(() -> MetricEstimator.value(Metric.RMSE, MadeRows.binary(10)))
                .hasMessage("rmse does not fit binary rows");
        assertThatThrownBy(() -> MetricEstimator.value(Metric.LATENCY_P99, MadeRows.binary(10)))
                .hasMessageContaining("measured while serving");
        assertThat(Metric.forTask(Task.REGRESSION)).contains(Metric.RMSE).doesNotContain(Metric.AUC);
    }

    @Test
    void probabilityOutsideTheUnitIntervalIsAnErrorForProbabilityMetricsOnly() {
        Scored rows = Scored.binary(new double[] {-2, 0.5, 7}, new double[] {0, 1, 1});
        assertThat(MetricEstimator.value(Metric.AUC, rows)).isEqualTo(1);
        assertThatThrownBy(() -> MetricEstimator.value(Metric.BRIER, rows)).hasMessageContaining("row 0 has -2.0");
    }

    @Test
    void rowsWithoutTruthAreLeftOut() {
        Scored rows = Scored.binary(new double[] {0.1, Double.NaN, 0.9}, new double[] {0, Double.NaN, 1});
        assertThat(rows.labelled()).isEqualTo(2);
        assertThat(MetricEstimator.value(Metric.ACCURACY, rows)).isEqualTo(1);
        assertThatThrownBy(() -> Scored.binary(new double[] {Double.NaN}, new double[] {1}))
                .hasMessage("row 0 has a truth but no score");
    }

    private static void near(double value, double expected) {
        assertThat(value).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
    }
}
