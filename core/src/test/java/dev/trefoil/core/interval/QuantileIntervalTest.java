package dev.trefoil.core.interval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.core.verdict.Estimate;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuantileIntervalTest {
    @Test
    void theRanksAreThoseOfTheBinomialLaw() {
        // Conover's table for the median of 20: the 6th and the 15th value, with 95.86 %.
        double[] values = IntStream.rangeClosed(1, 20).mapToDouble(i -> i).toArray();
        Estimate median = QuantileInterval.of(values, 0.5, 0.95, "latency-p50");
        assertThat(median.value()).isEqualTo(10);
        assertThat(median.low()).isEqualTo(6);
        assertThat(median.high()).isEqualTo(15);
        assertThat(median.method()).isEqualTo("latency-p50/order-statistics-binomial");
    }

    @Test
    void aPercentileBeyondTheDataHasNoInterval() {
        double[] values = IntStream.range(0, 367).mapToDouble(i -> i).toArray();
        Estimate few = QuantileInterval.of(values, 0.99, 0.95, "latency-p99");
        assertThat(few.defined()).isTrue();
        assertThat(few.hasInterval()).isFalse();
        assertThat(few.method()).endsWith("/no-interval:too-few-values");
        assertThat(QuantileInterval.of(Arrays.copyOf(values, 368), 0.99, 0.95, "latency-p99")
                        .hasInterval())
                .isTrue();
        assertThat(QuantileInterval.of(new double[0], 0.99, 0.95, "latency-p99").n())
                .isZero();
    }

    @Test
    void theIntervalCoversTheQuantileAsOftenAsItSays() {
        int covered = 0;
        int runs = 1_000;
        for (int seed = 0; seed < runs; seed++) {
            double[] values = new SplittableRandom(seed).doubles(600).toArray();
            Estimate p95 = QuantileInterval.of(values, 0.95, 0.95, "p95");
            covered += p95.low() <= 0.95 && 0.95 <= p95.high() ? 1 : 0;
        }
        // At least 95 % less three standard errors.
        assertThat(covered).isBetween(930, 990);
    }
}
