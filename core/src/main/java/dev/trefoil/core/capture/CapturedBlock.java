package dev.trefoil.core.capture;

/// Captured rows and where they stand in their segment, in bytes: from this offset to the next.
public record CapturedBlock(long offset, long next, CapturedRows rows) {}
