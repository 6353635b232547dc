package dev.trefoil.platform.jobs;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/// What a handler sees of its job. Thread-safe.
public final class JobContext {
    private final Job job;
    private final AtomicReference<JobProgress> progress = new AtomicReference<>(JobProgress.UNKNOWN);
    private final AtomicBoolean cancelled = new AtomicBoolean();

    JobContext(Job job) {
        this.job = job;
    }

    public Job job() {
        return job;
    }

    /// Says how far it is; cheap, the last word is stored about once a second.
    ///
    /// @param fraction in [0, 1], or NaN when nobody can tell
    public void progress(double fraction, String message) {
        progress.set(new JobProgress(fraction, message));
    }

    /// Whether it should stop. The thread is interrupted at the same moment.
    public boolean cancelled() {
        return cancelled.get();
    }

    /// Ends the handler when it should stop.
    public void stopIfCancelled() {
        if (cancelled()) {
            throw new CancellationException("cancelled");
        }
    }

    JobProgress latest() {
        return progress.get();
    }

    void cancel() {
        cancelled.set(true);
    }
}
