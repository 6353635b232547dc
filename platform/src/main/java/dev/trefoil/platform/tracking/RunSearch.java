package dev.trefoil.platform.tracking;

import dev.trefoil.core.predicate.OrderTerm;
import dev.trefoil.core.predicate.Predicate;
import java.util.List;

/// Which runs, in which order.
///
/// @param filter over `metrics.…` (the last value), `params.…`, `tags.…`, `datasets.…` and attributes such as
///     `status` or `start_time`
/// @param order by any of these but datasets; without any, newest first. What is missing comes last, a NaN
///     before it.
/// @param byNumber whether a parameter is ordered as a number where it is one: numbers by value, then other texts.
///     Without it parameters are texts, as in MLflow.
/// @param token of the page before; empty for the first
/// @param limit 1 to 50,000
public record RunSearch(
        List<ExperimentId> experiments,
        Predicate filter,
        List<OrderTerm> order,
        boolean byNumber,
        View view,
        String token,
        int limit) {
    public RunSearch {
        experiments = List.copyOf(experiments);
        order = List.copyOf(order);
        PageLimits.require(limit, 50_000);
    }

    /// The newest active runs of an experiment.
    public static RunSearch newest(ExperimentId experiment, int limit) {
        return new RunSearch(
                List.of(experiment), new Predicate.Constant(true), List.of(), false, View.ACTIVE, "", limit);
    }

    public RunSearch where(Predicate condition) {
        return new RunSearch(experiments, condition, order, byNumber, view, token, limit);
    }

    public RunSearch orderBy(List<OrderTerm> terms) {
        return new RunSearch(experiments, filter, terms, byNumber, view, token, limit);
    }

    public RunSearch from(String pageToken) {
        return new RunSearch(experiments, filter, order, byNumber, view, pageToken, limit);
    }

    /// The same, its parameters ordered as numbers where they are numbers.
    public RunSearch byNumbers() {
        return new RunSearch(experiments, filter, order, true, view, token, limit);
    }
}
