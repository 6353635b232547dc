package dev.trefoil.platform.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which records; an empty text or no time means any.
///
/// @param from first instant of interest
/// @param until first instant no longer of interest
public record AuditFilter(
        String who,
        String action,
        AuditSubject subject,
        @Nullable Instant from,
        @Nullable Instant until) {
    private static final AuditSubject ANYTHING = new AuditSubject("", "", "");

    /// All records.
    public static AuditFilter any() {
        return new AuditFilter("", "", ANYTHING, null, null);
    }

    /// Those about one subject; its empty parts mean any.
    public static AuditFilter about(AuditSubject subject) {
        return new AuditFilter("", "", subject, null, null);
    }

    public AuditFilter until(Instant instant) {
        return new AuditFilter(who, action, subject, from, instant);
    }
}
