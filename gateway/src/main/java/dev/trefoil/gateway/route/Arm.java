package dev.trefoil.gateway.route;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/// One thing that can answer at an endpoint, loaded and warm. Reference-counted: it is closed after the last
/// request
/// that holds it, never under one.
public final class Arm {
    private final String name;
    private final double threshold;
    private final Scorer scorer;
    private final AtomicInteger holders = new AtomicInteger(1);

    /// @param name the version or rule, such as `v3` or `desk-rule`
    /// @param threshold act when the probability of the positive class reaches it; NaN when there is no decision
    public Arm(String name, double threshold, Scorer scorer) {
        this.name = Objects.requireNonNull(name);
        this.threshold = threshold;
        this.scorer = Objects.requireNonNull(scorer);
    }

    public String name() {
        return name;
    }

    public double threshold() {
        return threshold;
    }

    public Scorer scorer() {
        return scorer;
    }

    /// Takes a hold, unless the arm is closed already.
    public boolean retain() {
        while (true) {
            int now = holders.get();
            if (now == 0) {
                return false;
            }
            if (holders.compareAndSet(now, now + 1)) {
                return true;
            }
        }
    }

    /// Gives a hold back; the last one closes the scorer.
    public void release() {
        if (holders.decrementAndGet() == 0) {
            scorer.close();
        }
    }
}
