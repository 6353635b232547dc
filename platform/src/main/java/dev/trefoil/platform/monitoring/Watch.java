package dev.trefoil.platform.monitoring;

import dev.trefoil.platform.deployment.Endpoint;
import dev.trefoil.platform.project.CaptureSpec;
import dev.trefoil.platform.project.Charter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Looks at every endpoint again and again: judges the open rollout, closes windows whose truth is in, alerts,
/// retrains, keeps to the limits of capture. One look at a time.
public final class Watch {
    private static final Logger LOG = System.getLogger(Watch.class.getName());
    private static final long TRIM_MILLIS = 60_000;

    private final Desk desk;
    private final InstantSource clock;
    private final RolloutWatch rollouts;
    private final WindowWatch windows;
    private final ReentrantLock looking = new ReentrantLock();
    private final Map<String, Long> trimmed = new HashMap<>();

    public Watch(Desk desk, InstantSource clock) {
        this.desk = desk;
        this.clock = clock;
        this.rollouts = new RolloutWatch(desk, clock);
        this.windows = new WindowWatch(desk, clock);
    }

    /// One look at every endpoint; a fault at one does not keep the others from being looked at.
    public void look() {
        looking.lock();
        try {
            for (Endpoint endpoint : desk.endpoints().list()) {
                try {
                    look(endpoint);
                } catch (RuntimeException e) {
                    LOG.log(Level.ERROR, "endpoint " + endpoint.name() + " could not be looked at", e);
                }
            }
        } finally {
            looking.unlock();
        }
    }

    private void look(Endpoint endpoint) {
        Charter charter = desk.charter(endpoint);
        rollouts.look(endpoint, charter);
        windows.look(endpoint, charter);
        trim(endpoint, charter);
    }

    private void trim(Endpoint endpoint, Charter charter) {
        long now = clock.millis();
        if (now - trimmed.getOrDefault(endpoint.name(), 0L) < TRIM_MILLIS) {
            return;
        }
        trimmed.put(endpoint.name(), now);
        CaptureSpec capture = charter.monitoring().capture();
        Optional<Instant> since = capture.keep().zero()
                ? Optional.empty()
                : Optional.of(capture.keep()
                        .before(LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                        .toInstant(ZoneOffset.UTC));
        desk.predictions().trim(endpoint.name(), since, capture.quotaBytes());
    }

    /// Every window of an endpoint, oldest first.
    public List<LiveWindow> windows(String endpoint) {
        return desk.database().read(tx -> new MonitoringSql(tx).windows(endpoint));
    }
}
