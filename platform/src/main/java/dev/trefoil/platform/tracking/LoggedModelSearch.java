package dev.trefoil.platform.tracking;

import dev.trefoil.core.predicate.OrderTerm;
import dev.trefoil.core.predicate.Predicate;
import java.util.List;

/// Which logged models, in which order.
///
/// @param filter over `metrics.…` (the last value), `params.…`, `tags.…` and attributes such as `name` or
///     `status`
/// @param order by the same; without any, newest first
/// @param token of the page before; empty for the first
/// @param limit 1 to 1,000
public record LoggedModelSearch(
        List<ExperimentId> experiments, Predicate filter, List<OrderTerm> order, String token, int limit) {
    public LoggedModelSearch {
        experiments = List.copyOf(experiments);
        order = List.copyOf(order);
        PageLimits.require(limit, 1_000);
    }

    public LoggedModelSearch from(String pageToken) {
        return new LoggedModelSearch(experiments, filter, order, pageToken, limit);
    }
}
