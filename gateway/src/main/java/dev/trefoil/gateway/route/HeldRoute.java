package dev.trefoil.gateway.route;

/// A route whose arms cannot be closed before this is: what a request started with it finishes with.
public final class HeldRoute implements AutoCloseable {
    private final Route route;

    private HeldRoute(Route route) {
        this.route = route;
    }

    /// Holds every arm of the route, or answers null when one of them is closed already, because the route was
    /// swapped.
    static @org.jspecify.annotations.Nullable HeldRoute of(Route route) {
        for (int i = 0; i < route.arms().size(); i++) {
            if (!route.arms().get(i).arm().retain()) {
                for (int held = 0; held < i; held++) {
                    route.arms().get(held).arm().release();
                }
                return null;
            }
        }
        return new HeldRoute(route);
    }

    public Route route() {
        return route;
    }

    /// One more hold on the same arms, for work that outlives the request.
    public HeldRoute again() {
        HeldRoute held = of(route);
        if (held == null) {
            throw new IllegalStateException("a held route was closed under its holder");
        }
        return held;
    }

    @Override
    public void close() {
        route.arms().forEach(share -> share.arm().release());
    }
}
