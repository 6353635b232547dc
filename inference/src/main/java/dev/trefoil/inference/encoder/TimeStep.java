package dev.trefoil.inference.encoder;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.TimeColumn;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A date or time as its parts: year, month 1–12, day 1–31, weekday 1 (Monday)–7, hour 0–23 with the minutes as its
/// fraction, and days since 1970. Texts are read as ISO-8601, numbers as seconds since 1970; what cannot be read is
/// missing. Missing is NaN in every part; with scales, every part is standardised and missing is its mean.
///
/// @param scales empty, or one for each part
public record TimeStep(String column, List<Scale> scales) implements Step {
    static final int PARTS = 6;

    public TimeStep {
        scales = List.copyOf(scales);
        if (!scales.isEmpty() && scales.size() != PARTS) {
            throw new IllegalArgumentException(
                    "column '" + column + "' has " + scales.size() + " scales for its parts");
        }
    }

    @Override
    public List<String> names() {
        return List.of(
                column + ".year",
                column + ".month",
                column + ".day",
                column + ".weekday",
                column + ".hour",
                column + ".days");
    }

    @Override
    public void encode(@Nullable Column values, int rows, double[] out, int offset, int stride) {
        for (int row = 0; row < rows; row++) {
            int at = offset + row * stride;
            parts(values == null ? TimeColumn.MISSING : micros(values, row), out, at);
            for (int i = 0; i < scales.size(); i++) {
                out[at + i] = scales.get(i).apply(out[at + i]);
            }
        }
    }

    private static void parts(long micros, double[] out, int at) {
        if (micros == TimeColumn.MISSING) {
            java.util.Arrays.fill(out, at, at + PARTS, Double.NaN);
            return;
        }
        long day = Math.floorDiv(micros, 86_400_000_000L);
        long within = Math.floorMod(micros, 86_400_000_000L);
        LocalDate date = LocalDate.ofEpochDay(day);
        out[at] = date.getYear();
        out[at + 1] = date.getMonthValue();
        out[at + 2] = date.getDayOfMonth();
        out[at + 3] = date.getDayOfWeek().getValue();
        out[at + 4] = within / 3.6e9;
        out[at + 5] = micros / 8.64e10;
    }

    private static long micros(Column values, int row) {
        if (values instanceof TimeColumn time) {
            return time.micros()[row];
        }
        if (values.missing(row)) {
            return TimeColumn.MISSING;
        }
        if (values.type() != ColumnType.STRING) {
            double seconds = values.number(row);
            return Math.abs(seconds) < 9e12 ? Math.round(seconds * 1e6) : TimeColumn.MISSING;
        }
        String text = values.text(row);
        return text == null ? TimeColumn.MISSING : parsed(text.strip());
    }

    /// ISO-8601 with a blank or a T between day and time, with or without a zone; [TimeColumn#MISSING] otherwise.
    static long parsed(String text) {
        try {
            if (text.length() <= 10) {
                return Math.multiplyExact(LocalDate.parse(text).toEpochDay(), 86_400_000_000L);
            }
            String iso = text.charAt(10) == ' ' ? text.substring(0, 10) + "T" + text.substring(11) : text;
            boolean zoned = iso.endsWith("Z") || iso.indexOf('+', 10) > 0 || iso.indexOf('-', 10) > 0;
            Instant at = zoned
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
            return Math.addExact(
                    Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.get(ChronoField.MICRO_OF_SECOND));
        } catch (DateTimeException | ArithmeticException _) {
            return TimeColumn.MISSING;
        }
    }
}
