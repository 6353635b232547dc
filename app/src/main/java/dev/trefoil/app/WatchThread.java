package dev.trefoil.app;

import dev.trefoil.platform.event.Outbox;
import dev.trefoil.platform.event.Subscription;
import dev.trefoil.platform.monitoring.Watch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Looks at the endpoints every few seconds, and at once when something changed.
final class WatchThread implements AutoCloseable {
    private static final int EVERY_SECONDS = 5;

    private final Watch watch;
    private final Semaphore woken = new Semaphore(0);
    private final Subscription subscription;
    private final Thread thread;

    WatchThread(Watch watch, Outbox outbox) {
        this.watch = watch;
        this.subscription = outbox.onCommit(() -> {});
        this.thread = Thread.ofPlatform().name("watch").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                if (woken.tryAcquire(EVERY_SECONDS, TimeUnit.SECONDS)) {
                    woken.drainPermits();
                }
                watch.look();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        subscription.close();
        thread.interrupt();
        try {
            thread.join(10_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
