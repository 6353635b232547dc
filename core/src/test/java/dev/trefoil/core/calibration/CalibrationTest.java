package dev.trefoil.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/// Values of scikit-learn 1.9.1, scipy 1.17.1 and statsmodels 0.15.0 on made rows.
final class CalibrationTest {
    private static final int ROWS = 3_000;
    private final double[] p = new double[ROWS];
    private final double[] y = new double[ROWS];

    CalibrationTest() {
        for (int i = 0; i < ROWS; i++) {
            double u = (i * 7919L + 13) % 10007 / 10007.0;
            double v = (i * 10459L + 7) % 10007 / 10007.0;
            p[i] = Math.min(0.995, Math.max(0.005, Math.rint(u * 100) / 100));
            y[i] = v < p[i] * 0.8 ? 1 : 0;
        }
    }

    @Test
    void plattCurveEqualsTheReference() {
        Platt curve = Platt.fit(p, y);
        assertThat(curve.a()).isCloseTo(-3.9395213021210536, within(1e-5));
        assertThat(curve.b()).isCloseTo(2.488356717610345, within(1e-5));
    }

    @Test
    void isotonicCurveEqualsTheReference() {
        Isotonic curve = Isotonic.fit(p, y);
        double[] at = {0, 0.005, .123, .5, .777, .99, 1.};
        double[] expected = {
            0.02127659574468085,
            0.02127659574468085,
            0.09275956284153006,
            0.3791469194312796,
            0.6065573770491803,
            0.8620689655172413,
            0.9285714285714286
        };
        for (int i = 0; i < at.length; i++) {
            assertThat(curve.apply(at[i])).isCloseTo(expected[i], within(1e-9));
        }
        assertThat(curve.scores()).hasSize(72);
        assertThat(curve.apply(Double.NaN)).isNaN();
    }

    @Test
    void temperatureEqualsTheReference() {
        assertThat(Temperature.fit(p, y).value()).isCloseTo(1.5087349944904687, within(1e-6));
        assertThat(Temperature.fit(p, y).apply(0.5)).isEqualTo(0.5);
    }

    @Test
    void calibrationLineEqualsTheReference() {
        CalibrationLine line = CalibrationLine.fit(p, y, 0.95);
        assertThat(line.intercept().value()).isCloseTo(-0.51214783, within(1e-8));
        assertThat(line.slope().value()).isCloseTo(0.69890725, within(1e-8));
        assertThat(line.slope().low()).isCloseTo(0.63732759, within(1e-7));
        assertThat(line.slope().high()).isCloseTo(0.7604869, within(1e-7));
        double[] split = {0.1, 0.2, 0.8, 0.9};
        double[] truth = {0, 0, 1, 1};
        assertThat(CalibrationLine.fit(split, truth, 0.95).slope().defined()).isFalse();
    }

    @Test
    void partsOfBrierSumToIt() {
        BrierParts parts = BrierParts.of(p, y, 10);
        assertThat(parts.brier()).isCloseTo(0.19967225833333335, within(1e-12));
        assertThat(parts.uncertainty()).isGreaterThan(parts.resolution());
        assertThat(ReliabilityBin.ofWidth(p, y, 10))
                .hasSize(10)
                .allMatch(bin -> bin.rate().hasInterval());
    }

    @Test
    void oneClassCannotBeCalibrated() {
        assertThatThrownBy(() -> Platt.fit(new double[] {0.1, 0.2}, new double[2]))
                .hasMessageContaining("both classes");
        assertThatThrownBy(() -> Temperature.fit(new double[] {0.1, 2}, new double[] {0, 1}))
                .hasMessageContaining("[0, 1]");
    }
}
