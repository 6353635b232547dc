package dev.trefoil.platform.tracking;

import dev.trefoil.platform.db.Micros;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/// Times as a search writes them; without an offset they are UTC.
final class SearchTimes {
    private SearchTimes() {}

    /// Reads `2026-01-31`, `2026-01-31T12:00`, or the same with seconds and `Z` or an offset.
    static OptionalLong micros(String text) {
        String iso = text.strip().replace(' ', 'T');
        try {
            if (iso.length() == 10) {
                return OptionalLong.of(
                        Micros.of(LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC)));
            }
            boolean zoned = iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
            return OptionalLong.of(Micros.of(
                    zoned
                            ? OffsetDateTime.parse(iso).toInstant()
                            : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC)));
        } catch (DateTimeException | ArithmeticException _) {
            return OptionalLong.empty();
        }
    }
}
