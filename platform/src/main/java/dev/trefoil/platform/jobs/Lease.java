package dev.trefoil.platform.jobs;

import java.time.Duration;

/// Under which name a worker takes jobs, and how long it may stay silent before others take them over.
///
/// @param owner the same after a restart of the same worker, different from that of every other
public record Lease(String owner, Duration length) {
    public Lease {
        if (owner.isBlank() || !length.isPositive()) {
            throw new IllegalArgumentException("a lease has an owner and a length");
        }
    }
}
