package dev.trefoil.inference.onnx;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The platform threads on which one model runs native code, so that no virtual thread's carrier is held by it: a few
/// threads, a bounded queue in front of them, and a refusal when that is full.
final class NativeThreads implements AutoCloseable {
    private static final int WAITING = 1_024;

    private final ThreadPoolExecutor threads;

    NativeThreads(String model, int count) {
        threads = new ThreadPoolExecutor(
                count,
                count,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name("onnx-" + model + "-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /// Runs the call there and waits for it. [IllegalStateException] when the queue is full or the caller was
    /// interrupted.
    <T> T call(Callable<T> work) {
        Future<T> future;
        try {
            future = threads.submit(work);
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException(
                    "the model is closed, or " + WAITING + " calls are already waiting for it", e);
        }
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(false);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the model was running", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(String.valueOf(e.getCause()), e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException _) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
