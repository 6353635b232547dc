package dev.trefoil.core.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trefoil.core.metric.Costs;
import org.junit.jupiter.api.Test;

/// Values of scikit-learn 1.9.1 on made rows.
final class ThresholdCurveTest {
    private static final int ROWS = 3_000;
    private final double[] p = new double[ROWS];
    private final double[] y = new double[ROWS];

    ThresholdCurveTest() {
        for (int i = 0; i < ROWS; i++) {
            double u = (i * 7919L + 13) % 10007 / 10007.0;
            double v = (i * 10459L + 7) % 10007 / 10007.0;
            p[i] = Math.min(0.995, Math.max(0.005, Math.rint(u * 100) / 100));
            y[i] = v < p[i] * 0.8 ? 1 : 0;
        }
    }

    @Test
    void choicesEqualTheReference() {
        ThresholdCurve curve = ThresholdCurve.of(p, y);
        ThresholdChoice f = curve.highestF(1);
        assertThat(f.threshold()).isEqualTo(0.42);
        assertThat(f.cells().f(1)).isCloseTo(0.6741041244083841, within(1e-12));
        ThresholdChoice kept = curve.atPrecision(0.7).orElseThrow();
        assertThat(kept.threshold()).isEqualTo(0.75);
        assertThat(kept.cells().recall()).isCloseTo(0.44518272425249167, within(1e-12));
        ThresholdChoice cheapest = curve.cheapest(new Costs(20, 60));
        assertThat(cheapest.threshold()).isEqualTo(0.36);
        assertThat(cheapest.cells().costPer1000(new Costs(20, 60))).isCloseTo(26760 / 3.0, within(1e-9));
    }

    @Test
    void neverActingCanBeTheCheapest() {
        ThresholdCurve curve = ThresholdCurve.of(new double[] {0.9, 0.1}, new double[] {0, 1});
        ThresholdChoice choice = curve.cheapest(new Costs(100, 1));
        assertThat(choice.threshold()).isInfinite();
        assertThat(curve.atPrecision(0.9)).isEmpty();
        assertThat(curve.points()).hasSize(3);
    }

    @Test
    void oneClassHasNoThreshold() {
        assertThatThrownBy(() -> ThresholdCurve.of(new double[] {0.1, 0.3}, new double[] {1, 1}))
                .hasMessageContaining("0 negative");
    }
}
