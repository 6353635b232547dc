package dev.trefoil.platform.pipeline;

import dev.trefoil.platform.access.Principal;
import org.jspecify.annotations.Nullable;

/// What a trip's job is asked to do.
///
/// @param files digest of the manifest of the project's files
/// @param charter version of the charter
/// @param diff digest of what differs from that commit; null in orders of before there was one
/// @param until word of [Loop.Until]
/// @param who name of the principal
/// @param kind of the principal; null in orders of before it was kept
public record TripOrder(
        String files,
        String charter,
        String commit,
        @Nullable String diff,
        String until,
        String who,
        @Nullable String kind) {
    /// Who acts.
    Principal principal() {
        return principal(who, kind);
    }

    static Principal principal(String name, @Nullable String kind) {
        return new Principal(name, kind == null ? Principal.Kind.LOCAL_OWNER : Principal.Kind.valueOf(kind));
    }
}
