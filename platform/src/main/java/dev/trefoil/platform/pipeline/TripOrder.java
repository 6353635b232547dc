package dev.trefoil.platform.pipeline;

import org.jspecify.annotations.Nullable;

/// What a trip's job is asked to do.
///
/// @param files digest of the manifest of the project's files
/// @param charter version of the charter
/// @param diff digest of what differs from that commit; null in orders of before there was one
/// @param until word of [Loop.Until]
/// @param who name of the principal
public record TripOrder(
        String files,
        String charter,
        String commit,
        @Nullable String diff,
        String until,
        String who) {}
