package dev.trefoil.platform.prediction;

import java.time.Instant;
import java.util.Optional;

/// The book-keeping of one endpoint.
///
/// @param stored predictions kept now or once
/// @param repeated predictions that came again under an id already stored, and were not stored twice
/// @param watermark the latest event time seen, if any
/// @param truthRows lines of truth taken, corrections included
/// @param deleted predictions deleted by key, age or quota
public record PredictionAccount(
        long stored, long repeated, Optional<Instant> watermark, long truthRows, long deleted) {}
