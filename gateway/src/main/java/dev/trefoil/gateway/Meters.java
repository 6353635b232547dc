package dev.trefoil.gateway;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/// Counters of the data plane per endpoint: `received = scored + shed + failed`, and a histogram of latencies with
/// four buckets per octave. Adding to them takes no lock.
public final class Meters {
    private static final int BUCKETS = 4 * 40;

    private static final class Counters {
        final LongAdder received = new LongAdder();
        final LongAdder scored = new LongAdder();
        final LongAdder shed = new LongAdder();
        final LongAdder failed = new LongAdder();
        final LongAdder refused = new LongAdder();
        final LongAdder unwatched = new LongAdder();
        final LongAdder nanos = new LongAdder();
        final LongAdder requests = new LongAdder();
        final AtomicLongArray latency = new AtomicLongArray(BUCKETS);
    }

    /// What was counted at one endpoint since the start.
    ///
    /// @param received rows of well-formed requests
    /// @param scored rows answered
    /// @param shed rows refused because too much was waiting
    /// @param failed rows lost to a fault of the model
    /// @param refused requests that did not fit the signature
    /// @param unwatched rows that an onlooking arm did not score
    /// @param requests requests answered
    /// @param latencySumNanos sum over answered requests
    /// @param latencyBuckets requests per upper bound in nanoseconds
    public record Reading(
            long received,
            long scored,
            long shed,
            long failed,
            long refused,
            long unwatched,
            long requests,
            long latencySumNanos,
            Map<Long, Long> latencyBuckets) {}

    private final ConcurrentHashMap<String, Counters> endpoints = new ConcurrentHashMap<>();

    private Counters of(String endpoint) {
        Counters known = endpoints.get(endpoint);
        return known != null ? known : endpoints.computeIfAbsent(endpoint, _ -> new Counters());
    }

    void received(String endpoint, int rows) {
        of(endpoint).received.add(rows);
    }

    void shed(String endpoint, int rows) {
        of(endpoint).shed.add(rows);
    }

    void failed(String endpoint, int rows) {
        of(endpoint).failed.add(rows);
    }

    /// A request for this endpoint that could not be understood.
    public void refused(String endpoint) {
        of(endpoint).refused.increment();
    }

    void unwatched(String endpoint, int rows) {
        of(endpoint).unwatched.add(rows);
    }

    void scored(String endpoint, int rows, long nanos) {
        Counters counters = of(endpoint);
        counters.scored.add(rows);
        counters.requests.increment();
        counters.nanos.add(nanos);
        counters.latency.incrementAndGet(bucket(nanos));
    }

    /// What was counted, per endpoint.
    public Map<String, Reading> read() {
        Map<String, Reading> readings = new TreeMap<>();
        endpoints.forEach((endpoint, counters) -> {
            Map<Long, Long> buckets = new TreeMap<>();
            for (int b = 0; b < BUCKETS; b++) {
                long count = counters.latency.get(b);
                if (count > 0) {
                    buckets.put(upperNanos(b), count);
                }
            }
            readings.put(
                    endpoint,
                    new Reading(
                            counters.received.sum(),
                            counters.scored.sum(),
                            counters.shed.sum(),
                            counters.failed.sum(),
                            counters.refused.sum(),
                            counters.unwatched.sum(),
                            counters.requests.sum(),
                            counters.nanos.sum(),
                            buckets));
        });
        return readings;
    }

    private static int bucket(long nanos) {
        long value = Math.max(4, nanos);
        int octave = 63 - Long.numberOfLeadingZeros(value);
        int quarter = (int) (value >>> (octave - 2)) & 3;
        return Math.min(BUCKETS - 1, 4 * octave + quarter);
    }

    private static long upperNanos(int bucket) {
        int octave = bucket / 4;
        return octave < 2 ? 8 : (long) (4 + bucket % 4 + 1) << (octave - 2);
    }
}
