package dev.trefoil.core.threshold;

import dev.trefoil.core.metric.Confusion;

/// A threshold and what it does on the rows it was chosen on.
///
/// @param threshold act when score ≥ threshold; +∞ is never
/// @param cells decisions against truth
/// @param method by what it was chosen
public record ThresholdChoice(double threshold, Confusion cells, String method) {}
