package dev.trefoil.core.hypothesis;

/// What a test of one hypothesis says.
///
/// @param statistic what was measured
/// @param p probability of so much or more if the hypothesis holds
/// @param method id of the test and of how p was found
public record TestResult(double statistic, double p, String method) {}
