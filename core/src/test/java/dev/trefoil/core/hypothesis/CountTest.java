package dev.trefoil.core.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Values of scipy 1.17.1 and statsmodels 0.15.0.
final class CountTest {
    @Test
    void testsOfCountsEqualTheReference() {
        near(
                ChiSquareTest.goodness(new double[] {10, 20, 30}, new double[] {15, 15, 30}),
                3.3333333333333335,
                0.1888756028375618);
        long[][] small = {{12, 5}, {3, 9}};
        near(ChiSquareTest.independence(small, true), 4.171457749766574, 0.04111041419430694);
        near(ChiSquareTest.independence(small, false), 5.85483193277311, 0.015534341414683461);
        near(
                ChiSquareTest.independence(new long[][] {{12, 5, 7}, {3, 9, 11}}, true),
                7.413825626869104,
                0.024553206717000394);
        near(FisherExact.test(8, 2, 1, 5), 20, 0.034965034965034975);
        near(FisherExact.test(100, 200, 150, 180), 0.6, 0.001973363265725189);
        near(McNemar.exact(15, 5), 5, 0.04138946533203125);
        near(McNemar.chiSquare(15, 5), 4.05, 0.04417134490844271);
        near(MeanTest.rates(30, 100, 50, 110), -2.303273741887822, 0.021263446064635913);
    }

    @Test
    void correctionsForManyTestsEqualTheReference() {
        double[] p = {0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216, 0.9};
        assertThat(MultipleTests.holm(p))
                .containsExactly(
                        new double[] {0.011, 0.08, 0.351, 0.351, 0.351, 0.36, 0.37, 0.82, 0.82, 0.82, 0.9},
                        within(1e-12));
        assertThat(MultipleTests.benjaminiHochberg(p))
                .containsExactly(
                        new double[] {
                            0.011, 0.044, 0.0924, 0.0924, 0.0924, 0.11, 0.11628571428571428, 0.2376, 0.2376, 0.2376, 0.9
                        },
                        within(1e-12));
        assertThat(MultipleTests.benjaminiYekutieli(p)[1]).isCloseTo(0.13287460317460315, within(1e-12));
        assertThat(MultipleTests.holm(new double[] {Double.NaN, 0.04})).containsExactly(Double.NaN, 0.04);
    }

    @Test
    void emptyTablesAreErrorsAndNeverAPass() {
        assertThatThrownBy(() -> ChiSquareTest.independence(new long[][] {{0, 0}, {3, 9}}, true))
                .hasMessageContaining("two rows");
        assertThatThrownBy(() -> ChiSquareTest.goodness(new double[] {1, 2}, new double[] {5, 6}))
                .hasMessageContaining("equal totals");
        assertThat(ChiSquareTest.goodness(new double[] {1, 10, 0}, new double[] {0, 11, 0})
                        .p())
                .isZero();
    }

    private static void near(TestResult result, double statistic, double p) {
        assertThat(result.statistic()).isCloseTo(statistic, within(1e-9 * Math.abs(statistic)));
        assertThat(result.p()).isCloseTo(p, within(1e-6 * p));
    }
}
