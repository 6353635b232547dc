package dev.trefoil.training.evaluation;

/// Rows whose probability lies in [low, high).
///
/// @param probability their mean probability
/// @param rate share of positives among them
public record CalibrationBin(double low, double high, long rows, double probability, double rate) {}
