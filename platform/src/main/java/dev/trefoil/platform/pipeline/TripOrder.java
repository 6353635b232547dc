package dev.trefoil.platform.pipeline;

/// What a trip's job is asked to do.
///
/// @param files digest of the manifest of the project's files
/// @param charter version of the charter
/// @param until word of [Loop.Until]
/// @param who name of the principal
public record TripOrder(String files, String charter, String commit, String until, String who) {}
