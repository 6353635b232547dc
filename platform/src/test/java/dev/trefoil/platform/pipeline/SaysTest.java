package dev.trefoil.platform.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SaysTest {
    @Test
    void bothEndsOfAnIntervalHaveTheSameDigits() {
        assertThat(Says.interval(-2.0612, 1801.6)).isEqualTo("−2 – 1,802");
        assertThat(Says.interval(-1234.6, -0.2)).isEqualTo("−1,235 – 0");
        assertThat(Says.interval(0.0118, 12.34)).isEqualTo(".012 – 12.3");
        assertThat(Says.interval(Double.NaN, 250)).isEqualTo("· – 250");
    }
}
