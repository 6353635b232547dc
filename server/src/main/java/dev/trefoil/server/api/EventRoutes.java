package dev.trefoil.server.api;

import dev.trefoil.platform.event.Event;
import dev.trefoil.platform.event.Outbox;
import dev.trefoil.platform.event.Subscription;
import dev.trefoil.server.http.ApiAnswer;
import dev.trefoil.server.http.ApiRequest;
import dev.trefoil.server.http.ApiRoute;
import dev.trefoil.server.http.EventSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// What changes, as server-sent events. A client that comes back with `Last-Event-ID` misses nothing.
public final class EventRoutes {
    private static final int BATCH = 200;
    private static final int BEAT_SECONDS = 15;

    private final Outbox outbox;

    public EventRoutes(Outbox outbox) {
        this.outbox = outbox;
    }

    public List<ApiRoute> routes() {
        return List.of(ApiRoute.get(
                "/api/v1/events",
                "Server-sent events of what changes, from now or from after an id",
                this::events,
                "project",
                "after"));
    }

    private ApiAnswer events(ApiRequest request) {
        Optional<String> project = request.query("project");
        long after = request.header("last-event-id")
                .or(() -> request.query("after"))
                .filter(id -> id.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .orElseGet(outbox::lastId);
        return new ApiAnswer.Events(client -> run(client, project, after));
    }

    private void run(EventSource.Client client, Optional<String> project, long after) throws InterruptedException {
        Semaphore woken = new Semaphore(0);
        try (Subscription _ = outbox.onCommit(woken::release)) {
            long last = after;
            while (client.open()) {
                List<Event> events = outbox.poll(last, BATCH);
                for (Event event : events) {
                    if (project.isEmpty() || project.get().equals(event.draft().project())) {
                        client.send(
                                event.id(), event.draft().kind(), event.draft().json());
                    }
                    last = event.id();
                }
                if (events.isEmpty()) {
                    if (woken.tryAcquire(BEAT_SECONDS, TimeUnit.SECONDS)) {
                        woken.drainPermits();
                    } else {
                        client.beat();
                    }
                }
            }
        }
    }
}
