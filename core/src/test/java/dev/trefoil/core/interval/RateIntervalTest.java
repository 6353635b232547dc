package dev.trefoil.core.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Values of statsmodels 0.15.0.
final class RateIntervalTest {
    @ParameterizedTest
    @CsvSource({
        "0, 20, 0.0, 0.1611251580528194, 0.0, 0.16843347098308534",
        "7, 20, 0.18119182410108203, 0.5671457233147638, 0.15390920478454118, 0.5921885345328282",
        "20, 20, 0.8388748419471804, 1.0, 0.8315665290169146, 1.0",
        "123, 4567, 0.022620022313028024, 0.032039816815401245, 0.022432278104357845, 0.03205011206904826",
    })
    void intervalsOfARateEqualTheReference(
            long hits, long trials, double low, double high, double exactLow, double exactHigh) {
        Interval wilson = RateInterval.wilson(hits, trials, 0.95);
        Interval exact = RateInterval.clopperPearson(hits, trials, 0.95);
        assertThat(wilson.low()).isCloseTo(low, within(1e-9 * low));
        assertThat(wilson.high()).isCloseTo(high, within(1e-9 * high));
        assertThat(exact.low()).isCloseTo(exactLow, within(1e-9 * exactLow));
        assertThat(exact.high()).isCloseTo(exactHigh, within(1e-9 * exactHigh));
    }

    @Test
    void rateWithoutTrialsIsAnError() {
        assertThatThrownBy(() -> RateInterval.wilson(0, 0, 0.95)).hasMessageContaining("a trial");
    }
}
