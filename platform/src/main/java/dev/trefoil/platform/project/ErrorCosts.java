package dev.trefoil.platform.project;

import dev.trefoil.core.metric.Costs;

/// What errors cost, and in which money.
public record ErrorCosts(Costs costs, String currency) {}
