package dev.trefoil.gateway.route;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The routes of every endpoint: one immutable map in one volatile field, swapped whole. Arms that a swap leaves
/// out are released after it, so requests in flight finish on what they started with.
public final class RouteTable {
    private volatile Map<String, Route> routes = Map.of();

    public Optional<Route> find(String endpoint) {
        return Optional.ofNullable(routes.get(endpoint));
    }

    public Set<String> endpoints() {
        return routes.keySet();
    }

    /// Puts the route in place of the endpoint's former one. The table takes over one hold of each new arm.
    public synchronized void put(Route route) {
        Map<String, Route> next = new HashMap<>(routes);
        Route former = next.put(route.endpoint(), route);
        routes = Map.copyOf(next);
        release(former, route);
    }

    /// Takes the endpoint away; requests in flight still finish.
    public synchronized void remove(String endpoint) {
        Map<String, Route> next = new HashMap<>(routes);
        Route former = next.remove(endpoint);
        routes = Map.copyOf(next);
        release(former, null);
    }

    private static void release(
            @org.jspecify.annotations.Nullable Route former, @org.jspecify.annotations.Nullable Route next) {
        if (former == null) {
            return;
        }
        for (Route.Share old : former.arms()) {
            boolean kept = next != null && next.arms().stream().anyMatch(share -> share.arm() == old.arm());
            if (!kept) {
                old.arm().release();
            }
        }
    }
}
