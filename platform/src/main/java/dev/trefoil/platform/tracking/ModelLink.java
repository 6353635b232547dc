package dev.trefoil.platform.tracking;

/// A logged model that a run read or made.
///
/// @param step training step at which it was made; 0 for one that was read
public record ModelLink(LoggedModelId model, long step) {}
