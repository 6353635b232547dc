package dev.trefoil.gateway;

import dev.trefoil.core.capture.CapturedRows;
import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.TimeColumn;
import dev.trefoil.core.signature.Task;
import dev.trefoil.gateway.route.Arm;
import dev.trefoil.gateway.route.HeldRoute;
import dev.trefoil.gateway.route.Route;
import dev.trefoil.gateway.route.RouteTable;
import dev.trefoil.inference.runtime.ModelBusyException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/// The way of a prediction: route → score → answer → capture. Thread-safe; never waits.
public final class Inference {
    private static final Duration MOST_AHEAD = Duration.ofDays(400);
    private static final long EARLIEST = micros(Instant.parse("1990-01-01T00:00:00Z"));

    private final RouteTable routes;
    private final Onlookers onlookers;
    private final InstantSource clock;
    private final Semaphore admission;
    private final Meters meters;

    /// @param maxRowsInFlight rows being scored at once before requests are refused as overloaded
    public Inference(RouteTable routes, Onlookers onlookers, InstantSource clock, int maxRowsInFlight, Meters meters) {
        this.routes = routes;
        this.onlookers = onlookers;
        this.clock = clock;
        this.admission = new Semaphore(maxRowsInFlight);
        this.meters = meters;
    }

    /// The endpoint's route, held until the caller closes it, so that unloading a version never breaks a request.
    /// NOT_FOUND names the endpoints that exist.
    public HeldRoute hold(String endpoint) {
        return routes.hold(endpoint).orElseThrow(() -> absent(endpoint));
    }

    /// The endpoint's route, to look at; NOT_FOUND names those that exist.
    public Route route(String endpoint) {
        return routes.find(endpoint).orElseThrow(() -> absent(endpoint));
    }

    private GatewayException absent(String endpoint) {
        Optional<String> broken = routes.broken(endpoint);
        return broken.isPresent()
                ? new GatewayException(
                        GatewayException.Kind.UNAVAILABLE, "endpoint '" + endpoint + "' cannot answer: " + broken.get())
                : new GatewayException(
                        GatewayException.Kind.NOT_FOUND,
                        "there is no endpoint '" + endpoint + "'"
                                + (routes.endpoints().isEmpty()
                                        ? "; nothing is deployed yet"
                                        : "; there are " + endpoints()));
    }

    public List<String> endpoints() {
        return routes.endpoints().stream().sorted().toList();
    }

    /// Whether an answer of this endpoint may wait for another process.
    public boolean waits(String endpoint) {
        return routes.find(endpoint)
                .map(route -> route.arms().stream()
                        .anyMatch(share -> share.arm().scorer().waits()))
                .orElse(false);
    }

    /// Answers the request on this route, by which its body was read.
    public InferenceAnswer infer(HeldRoute held, InferenceRequest request) {
        long start = System.nanoTime();
        Route route = held.route();
        int rows = request.rows().rows();
        checkTimes(request.eventTimes());
        meters.received(route.endpoint(), rows);
        if (!admission.tryAcquire(Math.max(1, rows))) {
            meters.shed(route.endpoint(), rows);
            throw new GatewayException(
                    GatewayException.Kind.OVERLOADED, "too many rows are being scored; try again in a moment");
        }
        try {
            InferenceAnswer answer = score(held, request, start);
            meters.scored(route.endpoint(), rows, System.nanoTime() - start);
            return answer;
        } catch (ModelBusyException e) {
            meters.shed(route.endpoint(), rows);
            throw new GatewayException(
                    GatewayException.Kind.OVERLOADED,
                    "endpoint '" + route.endpoint() + "' is busy: " + e.getMessage(),
                    e);
        } catch (RuntimeException e) {
            meters.failed(route.endpoint(), rows);
            throw e instanceof GatewayException known
                    ? known
                    : new GatewayException(
                            GatewayException.Kind.INTERNAL,
                            "endpoint '" + route.endpoint() + "' failed: " + e.getMessage(),
                            e);
        } finally {
            admission.release(Math.max(1, rows));
        }
    }

    private InferenceAnswer score(HeldRoute held, InferenceRequest request, long start) {
        Route route = held.route();
        ColumnBatch rows = request.rows();
        int n = rows.rows();
        int width = route.signature().outputWidth();
        List<String> ids = request.predictionIds().isEmpty() ? newIds(n) : request.predictionIds();
        List<String> keys = request.keys().isEmpty() ? ids : request.keys();
        byte[] answered = new byte[n];
        for (int r = 0; r < n; r++) {
            answered[r] = (byte) route.pick(keys.get(r));
        }
        List<String> arms = new ArrayList<>();
        List<double[]> scores = new ArrayList<>();
        for (int a = 0; a < route.arms().size(); a++) {
            Arm arm = route.arms().get(a).arm();
            arms.add(arm.name());
            scores.add(ArmScores.of(arm.scorer(), rows, ArmScores.answered(answered, a), width));
        }
        double[] given = new double[n * width];
        byte[] decisions = new byte[n];
        List<String> names = new ArrayList<>(n);
        for (int r = 0; r < n; r++) {
            int a = answered[r];
            System.arraycopy(scores.get(a), r * width, given, r * width, width);
            names.add(arms.get(a));
            decisions[r] = decision(route, route.arms().get(a).arm(), given[r * width]);
        }
        if (n > 0) {
            CapturedRows captured = new CapturedRows(
                    route.endpoint(),
                    rows,
                    ids,
                    eventTimes(route, request),
                    micros(clock.instant()),
                    System.nanoTime() - start,
                    arms,
                    scores,
                    answered,
                    decisions);
            onlookers.offer(held, captured);
        }
        return new InferenceAnswer(
                route.endpoint(), request.id(), route.signature(), ids, names, given, width, decisions);
    }

    private static byte decision(Route route, Arm arm, double score) {
        if (route.signature().task() != Task.BINARY || Double.isNaN(arm.threshold()) || Double.isNaN(score)) {
            return -1;
        }
        return (byte) (score >= arm.threshold() ? 1 : 0);
    }

    private long[] eventTimes(Route route, InferenceRequest request) {
        long now = micros(clock.instant());
        if (request.eventTimes().length > 0) {
            return request.eventTimes();
        }
        int n = request.rows().rows();
        long[] times = new long[n];
        Column column = request.rows().find(route.time()).orElse(null);
        for (int r = 0; r < n; r++) {
            long at = column instanceof TimeColumn time && !time.missing(r) ? time.micros()[r] : now;
            times[r] = at < EARLIEST || at > now + MOST_AHEAD.toSeconds() * 1_000_000 ? now : at;
        }
        return times;
    }

    /// One time far ahead would close every window that is still open; one far back is another unit.
    private void checkTimes(long[] eventTimes) {
        long most = micros(clock.instant().plus(MOST_AHEAD));
        for (int r = 0; r < eventTimes.length; r++) {
            if (eventTimes[r] < EARLIEST) {
                throw GatewayException.invalid("event_times, row " + r + ": " + eventTimes[r]
                        + " is before 1990; event_times are microseconds since 1970, or texts such as"
                        + " 2013-06-01T14:30:00");
            }
            if (eventTimes[r] > most) {
                throw GatewayException.invalid("event_times, row " + r + ": "
                        + Instant.EPOCH.plus(eventTimes[r], ChronoUnit.MICROS) + " is more than "
                        + MOST_AHEAD.toDays() + " days ahead");
            }
        }
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    private static List<String> newIds(int n) {
        String request = UUID.randomUUID().toString();
        List<String> ids = new ArrayList<>(n);
        for (int r = 0; r < n; r++) {
            ids.add(n == 1 ? request : request + "-" + r);
        }
        return ids;
    }
}
