package dev.trefoil.platform.tracking;

import dev.trefoil.core.predicate.OrderTerm;
import dev.trefoil.core.predicate.Predicate;
import java.util.List;

/// Which experiments, in which order.
///
/// @param filter over `name`, `creation_time`, `last_update_time` and `tags.…`
/// @param order by `name`, `experiment_id`, `creation_time` or `last_update_time`; without any, newest first
/// @param token of the page before; empty for the first
/// @param limit 1 to 50,000
public record ExperimentSearch(Predicate filter, List<OrderTerm> order, View view, String token, int limit) {
    public ExperimentSearch {
        order = List.copyOf(order);
        PageLimits.require(limit, 50_000);
    }

    /// The newest active ones.
    public static ExperimentSearch newest(int limit) {
        return new ExperimentSearch(new Predicate.Constant(true), List.of(), View.ACTIVE, "", limit);
    }

    public ExperimentSearch from(String pageToken) {
        return new ExperimentSearch(filter, order, view, pageToken, limit);
    }
}
