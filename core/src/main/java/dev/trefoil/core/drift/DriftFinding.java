package dev.trefoil.core.drift;

/// What one drift statistic says about one column.
///
/// @param column name
/// @param method id of statistic, bins, logarithm, smoothing and normalisation
/// @param value as defined
/// @param corrected value less what noise alone would give; equal to the value where a profile corrects nothing
/// @param p probability of such a value without drift; NaN where the method has none
/// @param adjusted p after the false discovery correction over all columns; NaN where there is none
/// @param drifted the verdict of the rule
public record DriftFinding(
        String column, String method, double value, double corrected, double p, double adjusted, boolean drifted) {}
