package dev.trefoil.core.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Simulations: looking after every tenth value, how often does each test ever err?
final class ErrorRateTest {
    private static final int RUNS = 400;
    private static final int VALUES = 2_000;

    @Test
    void sequentialTestsKeepTheirErrorRates() {
        keepTheirErrorRates(RUNS, VALUES);
    }

    @Test
    @Tag("long")
    void sequentialTestsKeepTheirErrorRatesOverLongRuns() {
        keepTheirErrorRates(2_000, 20_000);
    }

    @Test
    void naiveTestDoesNot() {
        double naive = falseAlarms(RUNS, VALUES, random -> -Math.log1p(-random.nextDouble()), 1, (arm, truth) -> {
            double z = (arm.mean() - truth) / Math.sqrt(arm.variance() / arm.n());
            return arm.n() >= MixtureSprt.EARLIEST && Math.abs(z) > 1.96;
        });
        assertThat(naive).isGreaterThan(0.2);
    }

    @Test
    void realEffectIsFound() {
        SplittableRandom random = new SplittableRandom(4);
        int found = 0;
        for (int run = 0; run < 100; run++) {
            Arm treatment = new Arm();
            Arm control = new Arm();
            for (int i = 0; i < VALUES; i++) {
                treatment.add(random.nextGaussian() + 0.2);
                control.add(random.nextGaussian());
            }
            found += new AsymptoticSequence(VALUES, 0.05)
                                    .judge(treatment, control, 0)
                                    .p()
                            < 0.05
                    ? 1
                    : 0;
        }
        assertThat(found).isGreaterThan(95);
    }

    private interface Alarm {
        boolean rings(Arm arm, double mean);
    }

    private static void keepTheirErrorRates(int runs, int values) {
        double slack = 3 * Math.sqrt(0.05 * 0.95 / runs);
        MixtureSprt sprt = new MixtureSprt(0.2, 0.05);
        AsymptoticSequence sequence = new AsymptoticSequence(values / 2, 0.05);
        assertThat(falseAlarms(
                        runs,
                        values,
                        SplittableRandom::nextGaussian,
                        0,
                        (arm, truth) -> sprt.judge(arm, truth).p() < 0.05))
                .isLessThanOrEqualTo(0.05 + slack);
        assertThat(falseAlarms(
                        runs,
                        values,
                        r -> -Math.log1p(-r.nextDouble()),
                        1,
                        (arm, truth) -> excludes(sequence, arm, truth)))
                .isLessThanOrEqualTo(0.05 + slack);
        assertThat(falseAlarms(
                        runs,
                        values,
                        r -> r.nextDouble() < 0.2 ? 1 : 0,
                        0.2,
                        (arm, truth) -> excludes(sequence, arm, truth)))
                .isLessThanOrEqualTo(0.05 + slack);
        assertThat(shareAlarms(runs, values, 0.5)).isLessThanOrEqualTo(0.05 + slack);
        assertThat(shareAlarms(runs, values, 0.05)).isLessThanOrEqualTo(0.05 + slack);
        assertThat(bandMisses(Math.max(100, runs / 4), values)).isLessThanOrEqualTo(0.05);
        for (Spending spending : Spending.values()) {
            assertThat(plannedAlarms(spending, 10 * runs)).as(spending.name()).isBetween(0.05 - slack, 0.05 + slack);
        }
        assertThat(differenceMisses(runs, values)).isLessThanOrEqualTo(0.05 + slack);
        assertThat(ratioMisses(runs, values)).isLessThanOrEqualTo(0.05 + slack);
        assertThat(quantileDifferenceMisses(Math.max(100, runs / 4), values)).isLessThanOrEqualTo(0.05);
    }

    private static boolean excludes(AsymptoticSequence sequence, Arm arm, double mean) {
        var effect = sequence.judge(arm, mean).effect();
        return effect.hasInterval() && (mean < effect.low() || mean > effect.high());
    }

    private static double falseAlarms(
            int runs, int values, ToDoubleFunction<SplittableRandom> draw, double mean, Alarm alarm) {
        SplittableRandom random = new SplittableRandom(12);
        int alarms = 0;
        for (int run = 0; run < runs; run++) {
            Arm arm = new Arm();
            boolean rang = false;
            for (int i = 1; i <= values && !rang; i++) {
                arm.add(draw.applyAsDouble(random));
                rang = i % 10 == 0 && alarm.rings(arm, mean);
            }
            alarms += rang ? 1 : 0;
        }
        return (double) alarms / runs;
    }

    private static double shareAlarms(int runs, int values, double share) {
        ShareTest test = new ShareTest(share, 0.05);
        SplittableRandom random = new SplittableRandom(13);
        int alarms = 0;
        for (int run = 0; run < runs; run++) {
            long treatment = 0;
            boolean rang = false;
            for (int i = 1; i <= values && !rang; i++) {
                treatment += random.nextDouble() < share ? 1 : 0;
                rang = test.p(treatment, i - treatment) < 0.05;
            }
            alarms += rang ? 1 : 0;
        }
        return (double) alarms / runs;
    }

    private static double bandMisses(int runs, int values) {
        SplittableRandom random = new SplittableRandom(14);
        QuantileBand band = new QuantileBand(0.05);
        int misses = 0;
        for (int run = 0; run < runs; run++) {
            double[] all = random.doubles(values).toArray();
            boolean missed = false;
            for (int n = 20; n <= values && !missed; n += n / 4) {
                double[] seen = Arrays.copyOf(all, n);
                for (double q : new double[] {0.1, 0.5, 0.9}) {
                    var estimate = band.quantile(seen, q);
                    missed |= q < estimate.low() || q > estimate.high();
                }
            }
            misses += missed ? 1 : 0;
        }
        return (double) misses / runs;
    }

    /// Two arms of unequal size and spread: how often the interval ever leaves out the true difference.
    private static double differenceMisses(int runs, int values) {
        SplittableRandom random = new SplittableRandom(16);
        AsymptoticSequence sequence = new AsymptoticSequence(values / 2, 0.05);
        int misses = 0;
        for (int run = 0; run < runs; run++) {
            Arm treatment = new Arm();
            Arm control = new Arm();
            boolean missed = false;
            for (int i = 1; i <= values && !missed; i++) {
                if (random.nextDouble() < 0.3) {
                    treatment.add(0.4 + 2 * random.nextGaussian());
                } else {
                    control.add(-Math.log1p(-random.nextDouble()));
                }
                if (i % 10 == 0) {
                    var effect = sequence.judge(treatment, control, 0).effect();
                    missed = effect.hasInterval() && (-0.6 < effect.low() || -0.6 > effect.high());
                }
            }
            misses += missed ? 1 : 0;
        }
        return (double) misses / runs;
    }

    /// The treatment errs half as often again, and the rate of errors changes all the time, as long as the split stays.
    private static double ratioMisses(int runs, int values) {
        SplittableRandom random = new SplittableRandom(17);
        ShareTest test = new ShareTest(0.1, 0.05);
        int misses = 0;
        for (int run = 0; run < runs; run++) {
            long treatment = 0;
            long control = 0;
            boolean missed = false;
            for (int i = 1; i <= values && !missed; i++) {
                double rate = 0.3 + 0.2 * Math.sin(i / 50.0);
                boolean treated = random.nextDouble() < 0.1;
                if (random.nextDouble() < (treated ? 1.5 * rate : rate)) {
                    treatment += treated ? 1 : 0;
                    control += treated ? 0 : 1;
                    var effect = test.riskRatio(treatment, control).effect();
                    missed = 0.5 < effect.low() || 0.5 > effect.high();
                }
            }
            misses += missed ? 1 : 0;
        }
        return (double) misses / runs;
    }

    private static double quantileDifferenceMisses(int runs, int values) {
        SplittableRandom random = new SplittableRandom(18);
        QuantileBand band = new QuantileBand(0.05);
        int misses = 0;
        for (int run = 0; run < runs; run++) {
            double[] one = random.doubles(values).map(u -> 1 + u).toArray();
            double[] two = random.doubles(values).toArray();
            boolean missed = false;
            for (int n = 20; n <= values && !missed; n += n / 2) {
                for (double q : new double[] {0.5, 0.9}) {
                    var gap = band.difference(Arrays.copyOf(one, n), Arrays.copyOf(two, n), q);
                    missed |= 1 < gap.low() || 1 > gap.high();
                }
            }
            misses += missed ? 1 : 0;
        }
        return (double) misses / runs;
    }

    private static double plannedAlarms(Spending spending, int runs) {
        double[] looks = {0.2, 0.4, 0.6, 0.8, 1};
        double[] bounds = new GroupSequential(spending, 0.05).bounds(looks);
        SplittableRandom random = new SplittableRandom(15);
        int alarms = 0;
        for (int run = 0; run < runs; run++) {
            double score = 0;
            boolean rang = false;
            for (int look = 0; look < looks.length; look++) {
                score += random.nextGaussian() * Math.sqrt(0.2);
                rang |= Math.abs(score / Math.sqrt(looks[look])) >= bounds[look];
            }
            alarms += rang ? 1 : 0;
        }
        return (double) alarms / runs;
    }
}
