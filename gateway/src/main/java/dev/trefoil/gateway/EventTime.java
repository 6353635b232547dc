package dev.trefoil.gateway;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// Times as callers write them.
public final class EventTime {
    private EventTime() {}

    /// Microseconds since 1970 of an ISO-8601 day or time, with or without a zone; without one it is taken as it
    /// stands, like the times of a table. [java.time.DateTimeException] when it is not one.
    public static long micros(String text) {
        String iso = text.strip().replace(' ', 'T');
        Instant at;
        if (iso.length() == 10) {
            at = LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC);
        } else if (iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10) {
            at = OffsetDateTime.parse(iso).toInstant();
        } else {
            at = LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        }
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
