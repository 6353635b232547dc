package dev.trefoil.gateway.capture;

/// Where every row went: `offered = stored + waiting + gaps`, always.
///
/// @param offered rows that were answered and handed to capture
/// @param stored rows the sink has taken
/// @param waiting rows in the buffer or in segments, not yet taken by the sink
/// @param gaps rows that were given up, counted
public record CaptureAccount(long offered, long stored, long waiting, long gaps) {}
