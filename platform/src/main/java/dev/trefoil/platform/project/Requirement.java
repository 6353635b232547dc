package dev.trefoil.platform.project;

import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.predicate.Predicate;
import org.jspecify.annotations.Nullable;

/// One executable sentence: judged on the hold-out set, on the arms of a rollout and on live truth.
///
/// @param says one sentence for people; empty where nobody said
/// @param forEach a prepared column: it must hold for each of its values; null for the whole
/// @param on the rows that count; null for all
/// @param precision the least precision of `recall_at_precision`; null for the other measures
/// @param confidence of the two-sided interval
/// @param owner who is told when it fails; empty where there are no stakeholders
public record Requirement(
        String id,
        String says,
        Metric measure,
        Target target,
        @Nullable String forEach,
        @Nullable Predicate on,
        @Nullable Double precision,
        double confidence,
        String owner) {}
