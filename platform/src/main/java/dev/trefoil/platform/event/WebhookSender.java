package dev.trefoil.platform.event;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.db.Database;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Delivers events to webhooks: each in order, at least once, a few at the same time. An attempt counts as
/// delivered when the answer is 2xx. After a failure it waits 5 s, 10 s, 20 s … up to an hour, and gives an
/// event up after 12 attempts.
///
/// Headers: `X-Trefoil-Event`, `X-Trefoil-Delivery` (the same for every attempt at one event, so that the
/// receiver can drop what it has), `X-Trefoil-Timestamp` (seconds), `X-Trefoil-Signature`.
public final class WebhookSender implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(WebhookSender.class.getName());
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration HOLD = Duration.ofMinutes(2);
    private static final int ATTEMPTS = 12;
    private static final int BATCH = 100;

    private final Database database;
    private final Outbox outbox;
    private final AddressGuard guard;
    private final InstantSource clock;
    private @Nullable HttpClient http;
    private final Semaphore wake = new Semaphore(0);
    private @Nullable Thread thread;
    private @Nullable Subscription subscription;
    private volatile boolean closed;

    public WebhookSender(Database database, Outbox outbox, AddressGuard guard, InstantSource clock) {
        this.database = database;
        this.outbox = outbox;
        this.guard = guard;
        this.clock = clock;
    }

    /// Made when the first event is sent: reading the certificates would hold up every start.
    private synchronized HttpClient http() throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        if (http == null) {
            http = HttpClient.newBuilder()
                    .connectTimeout(TIMEOUT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
        }
        return http;
    }

    public void start() {
        subscription = outbox.onCommit(this::wake);
        thread = Thread.ofPlatform().name("trefoil-webhooks").daemon().start(this::loop);
    }

    /// Delivers what is due, as far as it goes without waiting; answers how many events were delivered.
    public int deliverDue() throws InterruptedException {
        long last = outbox.lastId();
        List<WebhookSql.Signed> due = database.read(tx -> new WebhookSql(tx).due(last, clock.instant()));
        List<Courier> couriers = new ArrayList<>();
        for (WebhookSql.Signed hook : due) {
            Courier courier = new Courier(hook);
            courier.thread = Thread.ofVirtual()
                    .name("trefoil-webhook-" + hook.webhook().id())
                    .start(courier);
            couriers.add(courier);
        }
        int delivered = 0;
        for (Courier courier : couriers) {
            if (courier.thread != null) {
                courier.thread.join();
            }
            delivered += courier.delivered;
        }
        return delivered;
    }

    @Override
    public void close() {
        closed = true;
        if (subscription != null) {
            subscription.close();
        }
        if (thread != null) {
            thread.interrupt();
        }
        shutDown();
    }

    private synchronized void shutDown() {
        if (http != null) {
            http.shutdownNow();
        }
    }

    private void wake() {
        if (wake.availablePermits() < 1) {
            wake.release();
        }
    }

    private void loop() {
        while (!closed) {
            try {
                deliverDue();
                boolean woken = wake.tryAcquire(5, TimeUnit.SECONDS);
                LOG.log(Level.TRACE, woken ? "woken" : "idle");
            } catch (InterruptedException e) {
                LOG.log(Level.DEBUG, "webhooks interrupted");
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "delivering webhooks failed", e);
            }
        }
    }

    /// Goes through the events of one webhook.
    private final class Courier implements Runnable {
        private final WebhookSql.Signed signed;
        private final Webhook hook;
        private @Nullable Thread thread;
        private int delivered;

        Courier(WebhookSql.Signed signed) {
            this.signed = signed;
            this.hook = signed.webhook();
        }

        @Override
        public void run() {
            Instant now = clock.instant();
            if (!database.<Boolean>write(tx -> new WebhookSql(tx).hold(hook.id(), now, now.plus(HOLD)))) {
                return;
            }
            try {
                deliver();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "delivering webhook " + hook.id() + " failed", e);
            } finally {
                database.run(tx -> new WebhookSql(tx).release(hook.id()));
            }
        }

        /// A failure ends this round; so does the end of the hold, which another server may then take.
        private void deliver() throws InterruptedException {
            Instant until = clock.instant().plus(HOLD).minus(TIMEOUT.multipliedBy(2));
            long seen = hook.seen();
            int attempts = hook.attempts();
            while (!closed && clock.instant().isBefore(until)) {
                List<Event> events = outbox.poll(seen, BATCH);
                if (events.isEmpty()) {
                    return;
                }
                Optional<Event> wanted = events.stream()
                        .filter(event -> hook.wants(event.draft()))
                        .findFirst();
                long passed = wanted.map(event -> event.id() - 1)
                        .orElse(events.getLast().id());
                if (passed > seen) {
                    database.run(tx -> new WebhookSql(tx).seen(hook.id(), passed, ""));
                    seen = passed;
                }
                if (wanted.isPresent() && !attempt(wanted.get(), attempts + 1)) {
                    return;
                }
                if (wanted.isPresent()) {
                    seen = wanted.get().id();
                    attempts = 0;
                }
            }
        }

        /// Answers whether to go on with the next event.
        private boolean attempt(Event event, int attempt) throws InterruptedException {
            Delivery delivery = send(event, attempt);
            boolean givenUp = !delivery.delivered() && attempt >= ATTEMPTS;
            database.run(tx -> {
                WebhookSql sql = new WebhookSql(tx);
                if (delivery.delivered() || givenUp) {
                    sql.record(delivery);
                    sql.seen(hook.id(), event.id(), delivery.problem());
                } else {
                    sql.failed(
                            hook.id(),
                            attempt,
                            delivery.problem(),
                            clock.instant().plus(pause(attempt)));
                }
            });
            if (delivery.delivered()) {
                delivered++;
            }
            return delivery.delivered() || givenUp;
        }

        private Delivery send(Event event, int attempt) throws InterruptedException {
            int status = 0;
            String problem;
            try {
                status = http().send(request(event), HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                problem = status / 100 == 2 ? "" : "the receiver answered " + status;
            } catch (IOException e) {
                String message = e.getMessage();
                problem = message == null ? e.getClass().getSimpleName() : message;
            } catch (PlatformException e) {
                problem = e.says();
            }
            return new Delivery(hook.id(), event.id(), clock.instant(), attempt, status, problem);
        }

        private HttpRequest request(Event event) {
            URI uri = guard.require(hook.url());
            String body = EventCodec.json(event);
            String id = hook.id() + "-" + event.id();
            String timestamp = Long.toString(clock.instant().getEpochSecond());
            return HttpRequest.newBuilder(uri)
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .header("X-Trefoil-Event", event.draft().kind())
                    .header("X-Trefoil-Delivery", id)
                    .header("X-Trefoil-Timestamp", timestamp)
                    .header("X-Trefoil-Signature", DeliverySignature.of(signed.secret(), id, timestamp, body))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
        }
    }

    private static Duration pause(int attempt) {
        Duration pause = Duration.ofSeconds(5L << Math.min(attempt - 1, 10));
        return pause.compareTo(Duration.ofHours(1)) > 0 ? Duration.ofHours(1) : pause;
    }
}
