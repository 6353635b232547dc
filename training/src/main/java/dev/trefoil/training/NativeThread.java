package dev.trefoil.training;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Runs native code on a platform thread with a name, so that a caller on a virtual thread does not hold a carrier.
final class NativeThread {
    private NativeThread() {}

    static <T> T run(Callable<T> work) {
        try (ExecutorService pool = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("trefoil-train").daemon().factory())) {
            return pool.submit(work).get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the training was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("the training broke off: " + e.getCause(), e.getCause());
        }
    }
}
