package dev.trefoil.platform.tracking;

/// A dataset as a client described it. Within an experiment, name and digest say which it is.
///
/// @param schema JSON, or empty
/// @param profile JSON, or empty
public record Dataset(String name, String digest, String sourceType, String source, String schema, String profile) {}
