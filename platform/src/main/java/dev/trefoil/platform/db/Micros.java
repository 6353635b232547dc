package dev.trefoil.platform.db;

import java.time.Instant;

/// Instants as whole microseconds since the epoch, the form in which every table holds time.
public final class Micros {
    private Micros() {}

    /// Nanoseconds below a microsecond are cut off towards the past.
    public static long of(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), Math.floorDiv(instant.getNano(), 1_000));
    }

    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }
}
