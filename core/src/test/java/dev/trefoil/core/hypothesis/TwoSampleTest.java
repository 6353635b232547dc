package dev.trefoil.core.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Values of scipy 1.17.1 on samples x = ln(1 + 9u) + shift·u, u = (i·a + b) mod 10007 / 10007.
final class TwoSampleTest {
    @ParameterizedTest
    @CsvSource({
        "big, 0.09613333333333333, 1.5962295940413429e-15, 1.5592212683151579e-15, 6994050.0, 4.210658778246731e-07,"
                + " 3.670477650000066, 2.5474643505773997e-09, 53.228588494051635, 0.001, 0.04811776127021263,"
                + " -3.4379944747634, 0.0005899685710960165",
        "mid, 0.28, 0.14751291752686244, 0.1563961562216667, 445.0, 0.4624138892256613, 0.20053846153846067,"
                + " 0.27085090376380616, 1.057351656849002, 0.11961524554093453, 0.19503623682074508,"
                + " -0.3628552161607222, 0.7185862672008151",
        "ties, 0.2222222222222222, 0.13872209324195223, 0.13118654236782002, 1132.5, 0.15933665451656576,"
                + " 0.317499999999999, 0.12139106559258694, 2.3066473337877422, 0.036641704661285864,"
                + " 0.15166666666666667, -1.0572826922049894, 0.2933233421486782",
        "small, 0.5714285714285714, 0.0979020979020979, 0.09350270720533115, 48.0, 0.09073426573426574,"
                + " 0.3883928571428572, 0.08356643356643356, 1.6192132794823693, 0.06976719135958748,"
                + " 0.5788989607399915, 1.5684172227345414, 0.14770386201649247",
    })
    void everyTestEqualsTheReference(
            String name,
            double ks,
            double exact,
            double asymptotic,
            double u,
            double mannWhitney,
            double cvm,
            double cvmP,
            double anderson,
            double andersonP,
            double wasserstein,
            double t,
            double welch) {
        double[] x = first(name);
        double[] y = second(name);
        near(KolmogorovSmirnov.test(x, y), ks, exact);
        near(KolmogorovSmirnov.asymptotic(x, y), ks, asymptotic);
        near(MannWhitney.test(x, y), u, mannWhitney);
        near(CramerVonMises.test(x, y), cvm, cvmP);
        near(AndersonDarling.test(List.of(x, y)), anderson, andersonP);
        near(MeanTest.welch(x, y), t, welch);
        assertThat(Wasserstein.distance(x, y)).isCloseTo(wasserstein, within(1e-9 * wasserstein));
    }

    @Test
    void pairedTestEqualsTheReference() {
        near(
                MeanTest.paired(sample(30, 7919, 13, 0, false), sample(30, 10459, 7, 0.5, false)),
                -0.18699057047469428,
                0.8529700938898372);
    }

    @Test
    void equalSamplesAreNeverRejected() {
        double[] zeros = new double[50];
        assertThat(KolmogorovSmirnov.test(zeros, zeros).p()).isEqualTo(1);
        assertThat(MannWhitney.test(zeros, zeros).p()).isEqualTo(1);
        assertThat(Wasserstein.distance(zeros, zeros)).isZero();
        assertThat(MeanTest.welch(zeros, zeros).p()).isEqualTo(1);
        double[] many = new double[100_000];
        Arrays.fill(many, 0, 10_000, 1);
        double[] few = new double[100];
        Arrays.fill(few, 0, 10, 1);
        assertThat(KolmogorovSmirnov.test(many, few).p()).isEqualTo(1);
    }

    @Test
    void missingAndEmptySamplesAreErrors() {
        double[] holes = {1, Double.NaN};
        assertThatThrownBy(() -> KolmogorovSmirnov.test(holes, new double[] {1}))
                .hasMessageContaining("value 1 is missing");
        assertThatThrownBy(() -> MannWhitney.test(new double[0], new double[] {1}))
                .hasMessageContaining("at least 1");
        assertThatThrownBy(() -> Wasserstein.distance(new double[] {Double.POSITIVE_INFINITY}, new double[] {1}))
                .hasMessageContaining("finite");
    }

    @Test
    void permutationAgreesWithWelchAndIsNeverZero() {
        double[] x = first("mid");
        double[] y = second("mid");
        PermutationTest.Draws draws = new PermutationTest.Draws(20_000, 5);
        TestResult result = PermutationTest.test(x, y, (a, b) -> Samples.mean(a) - Samples.mean(b), draws);
        assertThat(result.p()).isCloseTo(MeanTest.welch(x, y).p(), within(0.03));
        double[] far = Arrays.stream(y).map(v -> v + 100).toArray();
        assertThat(PermutationTest.test(x, far, (a, b) -> Samples.mean(a) - Samples.mean(b), draws)
                        .p())
                .isEqualTo(1 / 20_001.0);
    }

    private static double[] first(String name) {
        return switch (name) {
            case "big" -> sample(5_000, 7919, 13, 0, false);
            case "mid" -> sample(40, 7919, 13, 0, false);
            case "ties" -> sample(60, 7919, 13, 0, true);
            default -> sample(7, 7919, 13, 0, false);
        };
    }

    private static double[] second(String name) {
        return switch (name) {
            case "big" -> sample(3_000, 10459, 7, 0.1, false);
            case "mid" -> sample(25, 10459, 7, 0.4, false);
            case "ties" -> sample(45, 10459, 7, 0.3, true);
            default -> sample(9, 10459, 7, 0.5, false);
        };
    }

    private static double[] sample(int n, int a, int b, double shift, boolean rounded) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> {
            double u = ((long) i * a + b) % 10007 / 10007.0;
            double x = Math.log(1 + 9 * u) + shift * u;
            return rounded ? Math.rint(x * 10) / 10 : x;
        });
        return values;
    }

    private static void near(TestResult result, double statistic, double p) {
        assertThat(result.statistic()).isCloseTo(statistic, within(1e-9 * Math.abs(statistic)));
        assertThat(result.p()).isCloseTo(p, within(1e-6 * p));
    }
}
