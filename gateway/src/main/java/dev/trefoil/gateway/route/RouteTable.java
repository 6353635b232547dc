package dev.trefoil.gateway.route;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The routes of every endpoint: one immutable map in one volatile field, swapped whole. Arms that a swap leaves
/// out are released after it, so requests in flight finish on what they started with.
public final class RouteTable implements AutoCloseable {
    private volatile Map<String, Route> routes = Map.of();
    private volatile Map<String, String> broken = Map.of();

    public Optional<Route> find(String endpoint) {
        return Optional.ofNullable(routes.get(endpoint));
    }

    /// The endpoint's route of this moment, held; the caller closes it.
    public Optional<HeldRoute> hold(String endpoint) {
        while (true) {
            Route route = routes.get(endpoint);
            if (route == null) {
                return Optional.empty();
            }
            HeldRoute held = HeldRoute.of(route);
            if (held != null) {
                return Optional.of(held);
            }
            // Swapped between the two lines above; the table has what is live now.
        }
    }

    /// Why an endpoint that exists cannot answer, if it cannot.
    public Optional<String> broken(String endpoint) {
        return Optional.ofNullable(broken.get(endpoint));
    }

    /// The endpoint exists and cannot answer, until a route is put.
    public synchronized void fail(String endpoint, String reason) {
        Map<String, String> next = new HashMap<>(broken);
        next.put(endpoint, reason);
        broken = Map.copyOf(next);
    }

    public Set<String> endpoints() {
        return routes.keySet();
    }

    /// Puts the route in place of the endpoint's former one. The table takes over one hold of each new arm.
    public synchronized void put(Route route) {
        Map<String, Route> next = new HashMap<>(routes);
        Route former = next.put(route.endpoint(), route);
        routes = Map.copyOf(next);
        if (broken.containsKey(route.endpoint())) {
            Map<String, String> mended = new HashMap<>(broken);
            mended.remove(route.endpoint());
            broken = Map.copyOf(mended);
        }
        release(former, route);
    }

    /// Takes the endpoint away; requests in flight still finish.
    public synchronized void remove(String endpoint) {
        Map<String, Route> next = new HashMap<>(routes);
        Route former = next.remove(endpoint);
        routes = Map.copyOf(next);
        release(former, null);
    }

    /// Takes every endpoint away, so that no arm keeps a process.
    @Override
    public void close() {
        endpoints().forEach(this::remove);
    }

    private static void release(
            @org.jspecify.annotations.Nullable Route former, @org.jspecify.annotations.Nullable Route next) {
        if (former == null) {
            return;
        }
        // The table has one hold of each arm, also of one that has several shares.
        for (Arm old : former.arms().stream().map(Route.Share::arm).distinct().toList()) {
            boolean kept = next != null && next.arms().stream().anyMatch(share -> share.arm() == old);
            if (!kept) {
                old.release();
            }
        }
    }
}
