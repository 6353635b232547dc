package dev.trefoil.server.api;

import dev.trefoil.platform.access.Principal;
import dev.trefoil.platform.deployment.Endpoint;
import dev.trefoil.platform.deployment.Endpoints;
import dev.trefoil.platform.story.Station;
import dev.trefoil.platform.story.Story;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Tells the story of what people do to an endpoint: the judge tells of its own moves, the audit log alone of theirs.
public final class HandMoves {
    /// The event of such a line.
    static final String EVENT = "by-hand";

    private final Endpoints endpoints;
    private final Story story;

    public HandMoves(Endpoints endpoints, Story story) {
        this.endpoints = endpoints;
        this.story = story;
    }

    /// Acts, and tells what answers since, if that changed.
    <T> T told(Principal who, String endpoint, String why, Supplier<T> act) {
        Optional<Endpoint> before = endpoints.find(endpoint);
        T done = act.get();
        Optional<Endpoint> after = endpoints.find(endpoint);
        if (before.isPresent() && after.isPresent()) {
            String was = before.get().route().says();
            String is = after.get().route().says();
            if (!is.equals(was)) {
                tell(who, after.get(), was + " → " + is, why);
            }
        }
        return done;
    }

    /// A person who does something to an endpoint that changes no traffic.
    void tell(Principal who, String endpoint, String what, String why) {
        tell(who, endpoints.require(endpoint), what, why);
    }

    private void tell(Principal who, Endpoint endpoint, String what, String why) {
        story.tell(
                endpoint.project(),
                Station.DEPLOYMENT,
                EVENT,
                "By hand, " + who.name() + ": " + what + ": “" + why + "”",
                Map.of("endpoint", endpoint.name(), "who", who.name()));
    }
}
