package dev.trefoil.core.column;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Times or days in microseconds since 1970-01-01T00:00; [#MISSING] is missing.
public final class TimeColumn implements Column {
    public static final long MISSING = Long.MIN_VALUE;

    private final ColumnType type;
    private final long[] micros;

    public TimeColumn(ColumnType type, long[] micros) {
        if (!type.temporal()) {
            throw new IllegalArgumentException("not a type of time: " + type);
        }
        this.type = type;
        this.micros = micros;
    }

    /// The array itself, not a copy.
    public long[] micros() {
        return micros;
    }

    public @Nullable Instant instant(int row) {
        return micros[row] == MISSING ? null : Instant.EPOCH.plus(micros[row], ChronoUnit.MICROS);
    }

    @Override
    public ColumnType type() {
        return type;
    }

    @Override
    public int size() {
        return micros.length;
    }

    @Override
    public boolean missing(int row) {
        return micros[row] == MISSING;
    }

    @Override
    public double number(int row) {
        return micros[row] == MISSING ? Double.NaN : micros[row] / 1e6;
    }

    @Override
    public @Nullable String text(int row) {
        Instant at = instant(row);
        if (at == null) {
            return null;
        }
        LocalDateTime local = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
        return type == ColumnType.DATE
                ? local.toLocalDate().toString()
                : local.format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
    }

    @Override
    public TimeColumn pick(int[] rows) {
        long[] picked = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            picked[i] = micros[rows[i]];
        }
        return new TimeColumn(type, picked);
    }
}
