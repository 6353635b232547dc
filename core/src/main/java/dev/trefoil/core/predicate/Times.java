package dev.trefoil.core.predicate;

import dev.trefoil.core.column.ColumnType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.OptionalLong;

/// Times as predicates write them, in microseconds since 1970-01-01T00:00 without a zone.
final class Times {
    private static final DateTimeFormatter SQL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private Times() {}

    /// Reads `2013-03-01`, `2013-03-01T10:00[:00[.123456]]` (or a space for the T), with `Z` or an offset to be
    /// turned into UTC; empty where the text is none of these.
    static OptionalLong parse(String text) {
        String iso = text.strip().replace(' ', 'T');
        try {
            if (iso.length() == 10) {
                return OptionalLong.of(micros(LocalDate.parse(iso).atStartOfDay()));
            }
            boolean zoned = iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
            return OptionalLong.of(
                    zoned ? micros(OffsetDateTime.parse(iso).toInstant()) : micros(LocalDateTime.parse(iso)));
        } catch (DateTimeException | ArithmeticException _) {
            return OptionalLong.empty();
        }
    }

    static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    static long micros(LocalDateTime at) {
        return micros(at.toInstant(ZoneOffset.UTC));
    }

    /// A time that [#parse] reads, as `2013-03-01 10:00:00.000000`, which every database reads.
    static String sql(String text) {
        long micros = parse(text).orElseThrow(() -> new IllegalArgumentException("not a time: " + text));
        LocalDateTime at = LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), (int) Math.floorMod(micros, 1_000_000L) * 1000, ZoneOffset.UTC);
        return SQL.format(at);
    }

    /// The type as a message names it.
    static String words(ColumnType type) {
        return switch (type) {
            case NUMBER -> "a number";
            case INTEGER -> "an integer";
            case BOOLEAN -> "true or false";
            case STRING -> "a text";
            case TIMESTAMP -> "a time";
            case DATE -> "a date";
        };
    }
}
