package dev.trefoil.platform.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeSpanTest {
    @ParameterizedTest
    @CsvSource({
        "20ms, 20ms",
        "1.5ms, 1.5ms",
        "1000ms, 1s",
        "90 seconds, 90s",
        "60s, 1m",
        "10m, 10m",
        "0.5h, 30m",
        "24h, 1d",
        "2w, 14d",
        "1 month, 1 month",
        "3months, 3 months",
        "1y, 12 months",
        "0s, 0s",
        "999999999w, 100000d"
    })
    void lengthIsWrittenInItsLargestUnit(String text, String canonical) {
        TimeSpan span = TimeSpan.parse(text).orElseThrow();
        assertThat(span).hasToString(canonical);
        assertThat(TimeSpan.parse(span.toString())).contains(span);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "d", "-3d", "1.5 months", "3 fortnights", "1h30m", "5000y", "3 M"})
    void whatIsNoLengthIsNotRead(String text) {
        assertThat(TimeSpan.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1h, 2013-03-01T10:59:59, 2013-03-01T10:00",
        "1d, 2013-03-01T10:59:59, 2013-03-01T00:00",
        "7d, 2013-03-03T23:59:59, 2013-02-25T00:00",
        "7d, 2013-03-04T00:00:00, 2013-03-04T00:00",
        "7d, 1969-12-31T00:00:00, 1969-12-29T00:00",
        "1 month, 2013-03-31T12:00:00, 2013-03-01T00:00",
        "3 months, 2013-03-31T12:00:00, 2013-01-01T00:00",
        "1 month, 1969-12-31T12:00:00, 1969-12-01T00:00",
    })
    void windowsLieEndToEnd(String length, LocalDateTime at, LocalDateTime start) {
        TimeSpan span = TimeSpan.parse(length).orElseThrow();
        assertThat(span.windowStart(at)).isEqualTo(start);
        assertThat(span.windowStart(span.after(start))).isEqualTo(span.after(start));
        assertThat(span.windowStart(span.after(start).minusNanos(1_000))).isEqualTo(start);
    }

    @Test
    void monthsAreOfTheCalendar() {
        LocalDateTime at = LocalDateTime.parse("2024-02-29T06:00");
        assertThat(TimeSpan.ofMonths(12).after(at)).isEqualTo("2025-02-28T06:00");
        assertThat(TimeSpan.of(Duration.ofDays(1)).before(at)).isEqualTo("2024-02-28T06:00");
    }

    @Test
    void sizesAreReadInPowersOfAThousand() {
        assertThat(ByteSize.parse("50MB")).hasValue(50_000_000);
        assertThat(ByteSize.parse("1.5 GB")).hasValue(1_500_000_000);
        assertThat(ByteSize.parse("4KiB")).hasValue(4_096);
        assertThat(ByteSize.parse("50")).isEmpty();
        assertThat(ByteSize.text(1_500_000)).isEqualTo("1500kB");
        assertThat(ByteSize.text(4_096)).isEqualTo("4096B");
        assertThat(ByteSize.text(0)).isEqualTo("0B");
    }
}
