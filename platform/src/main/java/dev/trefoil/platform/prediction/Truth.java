package dev.trefoil.platform.prediction;

import java.time.Instant;

/// What turned out to be the case for one prediction.
///
/// @param predictionId id that the answer carried
/// @param value the class or number, as text
/// @param knownAt when it became known, in the time of the data; of several, the latest counts
public record Truth(String predictionId, String value, Instant knownAt) {}
