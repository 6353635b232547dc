package dev.trefoil.core.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trefoil.core.hypothesis.SampleSize;
import dev.trefoil.core.verdict.Estimate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// DeLong against its definition over all pairs (numpy), the bootstrap against scipy 1.17.1 within its Monte
/// Carlo error.
final class ResampledIntervalTest {
    private static final int ROWS = 3_000;
    private final double[] p = new double[ROWS];
    private final double[] q = new double[ROWS];
    private final double[] y = new double[ROWS];

    ResampledIntervalTest() {
        for (int i = 0; i < ROWS; i++) {
            double u = (i * 7919L + 13) % 10007 / 10007.0;
            double v = (i * 10459L + 7) % 10007 / 10007.0;
            double w = (i * 3571L + 11) % 10007 / 10007.0;
            p[i] = Math.min(0.995, Math.max(0.005, Math.rint(u * 100) / 100));
            q[i] = Math.rint((w * 0.3 + p[i] * 0.7) * 1000) / 1000;
            y[i] = v < p[i] * 0.8 ? 1 : 0;
        }
    }

    @Test
    void deLongEqualsItsDefinition() {
        Estimate auc = DeLong.auc(p, y, 0.95);
        assertThat(auc.value()).isCloseTo(0.7780137570385278, within(1e-12));
        assertThat(auc.low()).isCloseTo(0.761578032762562, within(1e-10));
        assertThat(auc.high()).isCloseTo(0.7944494813144937, within(1e-10));
        Estimate gap = DeLong.difference(p, q, y, 0.95);
        assertThat(gap.value()).isCloseTo(0.020282244041761266, within(1e-12));
        assertThat(gap.low()).isCloseTo(0.012735846020530376, within(1e-10));
        assertThat(DeLong.p(p, q, y)).isCloseTo(1.3811301996388011e-07, within(1e-13));
        assertThat(DeLong.p(p, p, y)).isEqualTo(1);
        assertThatThrownBy(() -> DeLong.auc(new double[] {1, 2, 3}, new double[] {0, 0, 1}, 0.95))
                .hasMessageContaining("two rows of each class");
    }

    @Test
    void correctedBootstrapAgreesWithTheReference() {
        double[] x = new double[60];
        Arrays.setAll(x, i -> Math.log(1 + 9 * ((i * 7919L + 13) % 10007 / 10007.0)));
        Bootstrap bootstrap = new Bootstrap(20_000, 1, 0.95, IntervalKind.BCA);
        Estimate mean = bootstrap.estimate(
                60, rows -> Arrays.stream(rows).mapToDouble(i -> x[i]).average().orElse(Double.NaN), "mean");
        assertThat(mean.low()).isCloseTo(1.405, within(0.02));
        assertThat(mean.high()).isCloseTo(1.706, within(0.02));
        assertThat(bootstrap.estimate(4, rows -> rows[0], "first").hasInterval())
                .isFalse();
    }

    @Test
    void sampleSizesEqualTheReference() {
        assertThat(new SampleSize(0.05, 0.8).means(0.3, 1)).isCloseTo(174.41912242947043, within(1e-4));
        assertThat(new SampleSize(0.05, 0.9).rates(0.1, 0.13)).isCloseTo(2366.9825969632125, within(1e-3));
        assertThat(SampleSize.powerOfMeans(0.3, 1, 100, 0.05)).isCloseTo(0.5641160254310036, within(1e-12));
        assertThat(new SampleSize(0.05, 0.8).nonInferiority(0.1, 1)).isCloseTo(1236.5, within(0.5));
        assertThatThrownBy(() -> new SampleSize(0.05, 0.8).means(0, 1)).hasMessageContaining("above 0");
    }
}
