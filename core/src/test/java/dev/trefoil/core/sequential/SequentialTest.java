package dev.trefoil.core.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.trefoil.core.verdict.Bound;
import dev.trefoil.core.verdict.Estimate;
import dev.trefoil.core.verdict.Outcome;
import org.junit.jupiter.api.Test;

final class SequentialTest {
    @Test
    void boundsOfPlannedLooksEqualThePublishedOnes() {
        double[] looks = {0.2, 0.4, 0.6, 0.8, 1};
        assertThat(new GroupSequential(Spending.OBRIEN_FLEMING, 0.05).bounds(looks))
                .containsExactly(new double[] {4.8769, 3.3569, 2.6803, 2.2898, 2.0310}, within(2e-4));
        assertThat(new GroupSequential(Spending.POCOCK, 0.05).bounds(looks))
                .containsExactly(new double[] {2.4380, 2.4268, 2.4101, 2.3966, 2.3859}, within(2e-4));
        assertThatThrownBy(() -> new GroupSequential(Spending.POCOCK, 0.05).bounds(new double[] {0.5, 0.5}))
                .hasMessageContaining("rising");
    }

    @Test
    void mixtureRatioFollowsItsFormula() {
        Arm differences = new Arm();
        for (int i = 0; i < 400; i++) {
            differences.add(i % 2 == 0 ? 1.3 : -0.9);
        }
        double variance = differences.variance();
        double n = 400;
        double tau2 = 0.25;
        double expected = Math.sqrt(variance / (variance + n * tau2))
                * Math.exp(n * n * tau2 * 0.2 * 0.2 / (2 * variance * (variance + n * tau2)));
        SequentialResult result = new MixtureSprt(0.5, 0.05).judge(differences, 0);
        assertThat(result.eValue()).isCloseTo(expected, within(1e-9 * expected));
        assertThat(result.effect().value()).isCloseTo(0.2, within(1e-12));
        double edge = new MixtureSprt(0.5, 0.05)
                .judge(differences, result.effect().low())
                .eValue();
        assertThat(edge).isCloseTo(20, within(1e-6));
    }

    @Test
    void sequenceFollowsItsFormulaAndExcludesWhatTheEvidenceRefutes() {
        Arm values = new Arm();
        for (int i = 0; i < 1_000; i++) {
            values.add(i % 10 == 0 ? 1 : 0);
        }
        AsymptoticSequence sequence = new AsymptoticSequence(1_000, 0.05);
        Estimate estimate = sequence.judge(values, 0).effect();
        double rho2 = (-2 * Math.log(0.05) + Math.log(-2 * Math.log(0.05) + 1)) / 1_000;
        double half =
                0.3 * Math.sqrt(2 * (1_000 * rho2 + 1) / (1e6 * rho2) * Math.log(Math.sqrt(1_000 * rho2 + 1) / 0.05));
        assertThat(estimate.high() - estimate.value()).isCloseTo(half, within(1e-12));
        assertThat(sequence.judge(values, estimate.high()).eValue()).isCloseTo(20, within(1e-6));
    }

    @Test
    void errorsOfTheCanaryAreWeighedByItsShareOfTraffic() {
        ShareTest five = new ShareTest(0.05, 0.05);
        assertThat(five.judge(5, 95).p()).isEqualTo(1);
        SequentialResult bad = five.riskRatio(30, 95);
        assertThat(bad.p()).isLessThan(0.05);
        assertThat(bad.effect().value()).isCloseTo(30.0 / 95 * 19 - 1, within(1e-12));
        assertThat(new Bound(Bound.Side.AT_MOST, 0.5).judge(bad.effect())).isEqualTo(Outcome.FAIL);
        assertThat(new Bound(Bound.Side.AT_MOST, 0.5).judge(five.riskRatio(0, 0).effect()))
                .isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void brokenSplitIsFoundAndARightOneIsNot() {
        ShareTest half = new ShareTest(0.5, 0.01);
        assertThat(half.judge(5_000, 5_040).p()).isGreaterThan(0.01);
        assertThat(half.judge(5_000, 5_500).p()).isLessThan(0.01);
        assertThat(half.judge(5_000_000_000L, 5_010_000_000L).p()).isLessThan(1e-6);
    }

    @Test
    void quantilesBeyondTheDataHaveNoEnd() {
        double[] few = {1, 2, 3, 4, 5};
        Estimate p99 = new QuantileBand(0.05).quantile(few, 0.99);
        assertThat(p99.high()).isInfinite();
        assertThat(p99.low()).isInfinite();
        assertThat(new Bound(Bound.Side.AT_MOST, 10).judge(p99)).isEqualTo(Outcome.INCONCLUSIVE);
        double[] many = new double[200_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = i;
        }
        Estimate median = new QuantileBand(0.05).difference(many, many, 0.5);
        assertThat(median.value()).isZero();
        assertThat(median.high()).isBetween(1_000.0, 6_000.0);
    }

    @Test
    void littleOrConstantDataSaysNothing() {
        Arm few = new Arm();
        few.add(3);
        SequentialResult early = new AsymptoticSequence(100, 0.05).judge(few, 0);
        assertThat(early.effect().hasInterval()).isFalse();
        assertThat(early.p()).isEqualTo(1);
        Arm constant = new Arm();
        for (int i = 0; i < 500; i++) {
            constant.add(2);
        }
        assertThat(new MixtureSprt(1, 0.05)
                        .judge(constant, constant, 0)
                        .effect()
                        .hasInterval())
                .isFalse();
        assertThatThrownBy(() -> few.add(Double.NaN)).hasMessageContaining("finite");
    }

    @Test
    void armsOfReplicasMerge() {
        Arm whole = new Arm();
        Arm first = new Arm();
        Arm second = new Arm();
        for (int i = 0; i < 100; i++) {
            double value = Math.sin(i);
            whole.add(value);
            (i < 30 ? first : second).add(value);
        }
        first.merge(second);
        assertThat(first.n()).isEqualTo(100);
        assertThat(first.mean()).isCloseTo(whole.mean(), within(1e-12));
        assertThat(first.variance()).isCloseTo(whole.variance(), within(1e-12));
    }
}
