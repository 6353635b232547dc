package dev.trefoil.platform.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A token that somebody or something acts with.
///
/// @param id public part of the token, by which it is listed and revoked
/// @param expires null for never
public record Account(
        String id,
        Principal principal,
        Role role,
        Instant created,
        @Nullable Instant expires,
        boolean revoked) {
    /// Whether it may be used at that time.
    public boolean valid(Instant now) {
        return !revoked && (expires == null || now.isBefore(expires));
    }
}
