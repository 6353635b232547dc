package dev.trefoil.gateway;

import dev.trefoil.core.capture.CapturedRows;
import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.TimeColumn;
import dev.trefoil.core.signature.Task;
import dev.trefoil.gateway.capture.Capture;
import dev.trefoil.gateway.route.Arm;
import dev.trefoil.gateway.route.Route;
import dev.trefoil.gateway.route.RouteTable;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/// The way of a prediction: route → score → answer → capture. Thread-safe; never waits.
public final class Inference {
    private final RouteTable routes;
    private final Capture capture;
    private final InstantSource clock;
    private final Semaphore admission;
    private final Meters meters;

    /// @param maxRowsInFlight rows being scored at once before requests are refused as overloaded
    public Inference(RouteTable routes, Capture capture, InstantSource clock, int maxRowsInFlight, Meters meters) {
        this.routes = routes;
        this.capture = capture;
        this.clock = clock;
        this.admission = new Semaphore(maxRowsInFlight);
        this.meters = meters;
    }

    /// The endpoint's route; NOT_FOUND names those that exist.
    public Route route(String endpoint) {
        return routes.find(endpoint)
                .orElseThrow(() -> new GatewayException(
                        GatewayException.Kind.NOT_FOUND,
                        "there is no endpoint '" + endpoint + "'"
                                + (routes.endpoints().isEmpty()
                                        ? "; nothing is deployed yet"
                                        : "; there are " + routes.endpoints())));
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

    /// Answers the request on this route, which was taken before the body was parsed.
    public InferenceAnswer infer(Route route, InferenceRequest request) {
        long start = System.nanoTime();
        int rows = request.rows().rows();
        meters.received(route.endpoint(), rows);
        if (!admission.tryAcquire(Math.max(1, rows))) {
            meters.shed(route.endpoint(), rows);
            throw new GatewayException(
                    GatewayException.Kind.OVERLOADED, "too many rows are being scored; try again in a moment");
        }
        List<Arm> held = new ArrayList<>(route.arms().size());
        try {
            for (Route.Share share : route.arms()) {
                if (!share.arm().retain()) {
                    // The table was swapped between route() and here: the new route has what is live now.
                    return inferAgain(route, request, held);
                }
                held.add(share.arm());
            }
            InferenceAnswer answer = score(route, request, start);
            meters.scored(route.endpoint(), rows, System.nanoTime() - start);
            return answer;
        } catch (GatewayException e) {
            throw e;
        } catch (RuntimeException e) {
            meters.failed(route.endpoint(), rows);
            throw new GatewayException(
                    GatewayException.Kind.INTERNAL, "endpoint '" + route.endpoint() + "' failed: " + e.getMessage(), e);
        } finally {
            held.forEach(Arm::release);
            admission.release(Math.max(1, rows));
        }
    }

    private InferenceAnswer inferAgain(Route stale, InferenceRequest request, List<Arm> held) {
        Route fresh = route(stale.endpoint());
        if (!fresh.accepted().equals(stale.accepted())) {
            throw new GatewayException(
                    GatewayException.Kind.UNAVAILABLE, "endpoint '" + stale.endpoint() + "' is changing; try again");
        }
        for (Route.Share share : fresh.arms()) {
            if (!share.arm().retain()) {
                throw new GatewayException(
                        GatewayException.Kind.UNAVAILABLE,
                        "endpoint '" + stale.endpoint() + "' is changing; try again");
            }
            held.add(share.arm());
        }
        return score(fresh, request, System.nanoTime());
    }

    private InferenceAnswer score(Route route, InferenceRequest request, long start) {
        ColumnBatch rows = request.rows();
        int n = rows.rows();
        int width = route.signature().outputWidth();
        List<String> ids = request.predictionIds().isEmpty() ? newIds(n) : request.predictionIds();
        byte[] answered = new byte[n];
        for (int r = 0; r < n; r++) {
            answered[r] = (byte) route.pick(
                    request.keys().isEmpty() ? ids.get(r) : request.keys().get(r));
        }
        List<String> arms = new ArrayList<>();
        List<double[]> scores = new ArrayList<>();
        for (int a = 0; a < route.arms().size(); a++) {
            Arm arm = route.arms().get(a).arm();
            arms.add(arm.name());
            scores.add(route.shadow() || uses(answered, a) ? arm.scorer().score(rows) : new double[0]);
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
        capture.offer(new CapturedRows(
                route.endpoint(),
                rows,
                ids,
                eventTimes(route, request),
                micros(clock.instant()),
                System.nanoTime() - start,
                arms,
                scores,
                answered,
                decisions));
        return new InferenceAnswer(
                route.endpoint(), request.id(), route.signature(), ids, names, given, width, decisions);
    }

    private static boolean uses(byte[] answered, int arm) {
        for (byte a : answered) {
            if (a == arm) {
                return true;
            }
        }
        return false;
    }

    private static byte decision(Route route, Arm arm, double score) {
        if (route.signature().task() != Task.BINARY || Double.isNaN(arm.threshold()) || Double.isNaN(score)) {
            return -1;
        }
        return (byte) (score >= arm.threshold() ? 1 : 0);
    }

    private long[] eventTimes(Route route, InferenceRequest request) {
        if (request.eventTimes().length > 0) {
            return request.eventTimes();
        }
        int n = request.rows().rows();
        long now = micros(clock.instant());
        long[] times = new long[n];
        Column column = request.rows().find(route.time()).orElse(null);
        for (int r = 0; r < n; r++) {
            times[r] = column instanceof TimeColumn time && !time.missing(r) ? time.micros()[r] : now;
        }
        return times;
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
