package dev.trefoil.platform.jobs;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.event.Outbox;
import dev.trefoil.platform.event.Subscription;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Takes jobs and does them on a few named platform threads. One more thread says that they are alive, stores
/// their progress and passes on that somebody wants one to stop.
///
/// A handler must not wait for a job of the same runner: with all workers waiting, nobody would do it.
public final class JobRunner implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(JobRunner.class.getName());
    private static final Duration IDLE = Duration.ofSeconds(2);
    private static final Duration BEAT = Duration.ofSeconds(1);

    private final Jobs jobs;
    private final Outbox outbox;
    private final Lease lease;
    private final Map<String, JobHandler> handlers;
    private final Map<JobId, Running> running = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Semaphore wake = new Semaphore(0);
    private @Nullable Subscription subscription;
    private volatile boolean closed;

    /// @param lease longer than a few seconds: it is renewed after a third of it
    public JobRunner(Jobs jobs, Outbox outbox, Lease lease, Map<String, JobHandler> handlers) {
        this.jobs = jobs;
        this.outbox = outbox;
        this.lease = lease;
        this.handlers = Map.copyOf(handlers);
    }

    /// A job in work. The last heartbeat is touched by the heartbeat alone.
    private static final class Running {
        private final JobContext context;
        private final Thread worker;
        private JobProgress told = JobProgress.UNKNOWN;
        private long renewedNanos = System.nanoTime();

        Running(JobContext context, Thread worker) {
            this.context = context;
            this.worker = worker;
        }
    }

    /// Takes back what this owner was doing when it stopped, then starts the workers.
    public void start(int workers) {
        int again = jobs.giveBack(lease);
        if (again > 0) {
            LOG.log(Level.INFO, "{0} interrupted jobs are taken up again", again);
        }
        subscription = outbox.onCommit(this::wake);
        for (int i = 1; i <= workers; i++) {
            threads.add(Thread.ofPlatform().name("trefoil-job-" + i).daemon().start(this::work));
        }
        threads.add(Thread.ofPlatform().name("trefoil-job-heartbeat").daemon().start(this::beat));
    }

    /// Takes one job and does it on the calling thread; answers whether there was one.
    public boolean runOne() {
        Optional<Job> job = jobs.claim(lease, handlers.keySet());
        job.ifPresent(this::handle);
        return job.isPresent();
    }

    /// Says for every running job that it is alive, stores its progress, and interrupts those that should stop.
    /// Nothing is written while there is no progress and most of the lease is left, but failures that could not be.
    public void heartbeat() {
        running.forEach((id, each) -> {
            Held held = held(id, each);
            if (held != Held.YES && !each.context.cancelled()) {
                each.context.cancel();
                each.worker.interrupt();
            }
        });
        jobs.writeFailures(lease);
    }

    private synchronized Held held(JobId id, Running job) {
        JobProgress progress = job.context.latest();
        long now = System.nanoTime();
        if (progress.equals(job.told) && now - job.renewedNanos < lease.length().toNanos() / 3) {
            return jobs.check(id, lease);
        }
        job.told = progress;
        job.renewedNanos = now;
        return jobs.heartbeat(id, lease, progress);
    }

    /// Interrupts what is running and gives it back to be done later.
    @Override
    public void close() {
        closed = true;
        if (subscription != null) {
            subscription.close();
        }
        threads.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                if (!thread.join(Duration.ofSeconds(10))) {
                    LOG.log(Level.WARNING, "{0} does not stop", thread.getName());
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        jobs.giveBack(lease);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// A few spare permits are enough: whoever finds work looks again before it sleeps.
    private void wake() {
        if (wake.availablePermits() < 8) {
            wake.release();
        }
    }

    private void work() {
        while (!closed) {
            try {
                if (!runOne()) {
                    boolean woken = wake.tryAcquire(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                    LOG.log(Level.TRACE, woken ? "woken" : "idle");
                }
            } catch (InterruptedException e) {
                LOG.log(Level.DEBUG, "worker interrupted");
            } catch (PlatformException e) {
                LOG.log(Level.WARNING, "no job can be taken: {0}", e.getMessage());
                pause();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "taking a job failed", e);
                pause();
            }
        }
    }

    private void beat() {
        while (!closed) {
            try {
                Thread.sleep(BEAT);
                heartbeat();
            } catch (InterruptedException e) {
                LOG.log(Level.DEBUG, "heartbeat interrupted");
            } catch (PlatformException e) {
                LOG.log(Level.DEBUG, "a heartbeat failed", e);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "a heartbeat failed", e);
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(IDLE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handle(Job job) {
        JobContext context = new JobContext(job);
        JobHandler handler = handlers.get(job.request().kind());
        if (handler == null) {
            throw new IllegalStateException("claimed a job of a kind without a handler: "
                    + job.request().kind());
        }
        boolean stale = Thread.interrupted() && !closed;
        LOG.log(Level.TRACE, stale ? "a late interrupt is dropped" : "starts");
        running.put(job.id(), new Running(context, Thread.currentThread()));
        try {
            String result = handler.run(context);
            leave(job);
            jobs.finish(job.id(), lease, result);
        } catch (InterruptedException | CancellationException e) {
            leave(job);
            settle(job, context, e);
        } catch (Throwable e) {
            leave(job);
            if (context.cancelled() || closed) {
                settle(job, context, e);
            } else {
                LOG.log(foreseen(e) ? Level.DEBUG : Level.WARNING, "job " + job.id() + " failed", e);
                fail(job, e);
            }
            if (e instanceof VirtualMachineError error) {
                throw error;
            }
        }
    }

    /// What says itself what is wrong and what to do: whoever asked for the job reads it, and needs no stack trace.
    private static boolean foreseen(Throwable e) {
        return e instanceof PlatformException
                || e instanceof IllegalArgumentException
                || e instanceof IllegalStateException;
    }

    /// From here on no heartbeat can interrupt this thread for the job.
    private void leave(Job job) {
        running.remove(job.id());
        boolean interrupted = Thread.interrupted();
        LOG.log(Level.TRACE, interrupted ? "left interrupted" : "left");
    }

    /// It was stopped: by somebody's wish it is cancelled, by the end of this process it waits for the next.
    private void settle(Job job, JobContext context, Throwable e) {
        if (context.cancelled()) {
            jobs.stopped(job.id(), lease);
        } else if (!closed) {
            fail(job, e);
        }
    }

    private void fail(Job job, Throwable e) {
        try {
            jobs.fail(job.id(), lease, reason(e));
        } catch (PlatformException unwritten) {
            LOG.log(Level.WARNING, "the failure of job {0} cannot be stored: {1}", job.id(), unwritten.getMessage());
        }
    }

    private static String reason(Throwable e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }
}
