package dev.trefoil.gateway;

import dev.trefoil.core.capture.CapturedRows;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.gateway.capture.Capture;
import dev.trefoil.gateway.route.Arm;
import dev.trefoil.gateway.route.HeldRoute;
import dev.trefoil.gateway.route.Route;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Arms that look on: they score what another arm has answered, on a thread of their own after the answer, so that
/// arms can be compared in pairs. A slow or failing onlooker costs its own scores, counted, never an answer.
public final class Onlookers implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Onlookers.class.getName());

    private record Look(HeldRoute held, CapturedRows rows) {}

    private final Capture capture;
    private final Meters meters;
    private final long maxWaitingRows;
    private final ArrayBlockingQueue<Look> queue = new ArrayBlockingQueue<>(65_536);
    private final AtomicLong waiting = new AtomicLong();
    private final Thread thread;
    private volatile boolean closing;

    /// @param maxWaitingRows rows that may wait for onlookers before they are captured without
    public Onlookers(Capture capture, Meters meters, long maxWaitingRows) {
        this.capture = capture;
        this.meters = meters;
        this.maxWaitingRows = maxWaitingRows;
        this.thread = Thread.ofPlatform().name("onlookers").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// Takes answered rows on their way to capture. Never waits, never throws.
    void offer(HeldRoute held, CapturedRows rows) {
        int n = rows.rows().rows();
        if (!capture.reserve(n)) {
            return;
        }
        boolean alone = !held.route().shadow() || held.route().arms().size() == 1;
        if (alone) {
            capture.put(rows);
            return;
        }
        HeldRoute again = held.again();
        long now = waiting.addAndGet(n);
        if (now > maxWaitingRows && now > n || !queue.offer(new Look(again, rows))) {
            waiting.addAndGet(-n);
            again.close();
            meters.unwatched(rows.endpoint(), n);
            capture.put(rows);
        }
    }

    private void run() {
        try {
            while (true) {
                Look look = queue.poll(100, TimeUnit.MILLISECONDS);
                if (look == null) {
                    if (closing) {
                        return;
                    }
                    continue;
                }
                try (HeldRoute held = look.held()) {
                    capture.put(completed(held.route(), look.rows()));
                } finally {
                    waiting.addAndGet(-look.rows().rows().rows());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private CapturedRows completed(Route route, CapturedRows rows) {
        int width = route.signature().outputWidth();
        List<double[]> scores = new ArrayList<>();
        for (int a = 0; a < route.arms().size(); a++) {
            scores.add(completed(route.arms().get(a).arm(), rows, a, width));
        }
        return new CapturedRows(
                rows.endpoint(),
                rows.rows(),
                rows.predictionIds(),
                rows.eventMicros(),
                rows.receivedMicros(),
                rows.latencyNanos(),
                rows.arms(),
                scores,
                rows.answered(),
                rows.decisions());
    }

    private double[] completed(Arm arm, CapturedRows rows, int index, int width) {
        double[] known = rows.scores().get(index);
        int[] others = ArmScores.others(rows.answered(), index);
        if (others.length == 0) {
            return known;
        }
        ColumnBatch batch = rows.rows();
        try {
            if (others.length == batch.rows()) {
                return arm.scorer().score(batch);
            }
            double[] all = Arrays.copyOf(known, known.length);
            ArmScores.put(all, arm.scorer().score(batch.pick(others)), others, width);
            return all;
        } catch (RuntimeException e) {
            meters.unwatched(rows.endpoint(), others.length);
            LOG.log(Level.WARNING, "{0} could not look on at {1}: {2}", arm.name(), rows.endpoint(), e.getMessage());
            return known;
        }
    }

    /// Scores what waits, for up to ten seconds, then stops.
    @Override
    public void close() {
        closing = true;
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
