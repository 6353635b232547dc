package dev.trefoil.platform.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a window is called.
class WindowLabelTest {
    @ParameterizedTest
    @CsvSource({
        "2013-07-01T00:00:00Z, 2013-08-01T00:00:00Z, 2013-07",
        "2013-11-01T00:00:00Z, 2026-12-01T00:00:00Z, 2013-11 – 2026-11",
        "2013-07-04T00:00:00Z, 2013-07-05T00:00:00Z, 2013-07-04",
        "2013-11-01T00:00:00Z, 2013-11-10T00:00:00Z, 2013-11-01 – 2013-11-09",
        "2013-01-31T00:00:00Z, 2013-03-01T00:00:00Z, 2013-01-31 – 2013-02-28",
        "2013-07-04T06:00:00Z, 2013-07-05T06:00:00Z, 2013-07-04T06:00 – 2013-07-05T06:00",
        "2013-07-04T06:00:00Z, 2013-07-04T07:00:00Z, 2013-07-04T06:00 – 2013-07-04T07:00"
    })
    void wholeMonthsAndDaysAreNamedByTheFirstAndTheLast(Instant from, Instant until, String label) {
        assertThat(WindowWatch.label(from, until)).isEqualTo(label);
    }
}
