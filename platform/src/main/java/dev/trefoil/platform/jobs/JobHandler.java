package dev.trefoil.platform.jobs;

/// Does the work of one kind. It may be started again after a crash, so its effects are addressed by digest or
/// guarded by a transaction: doing it twice is doing it once.
@FunctionalInterface
public interface JobHandler {
    /// Answers JSON. Throwing fails the job with the message as its reason; a handler that notices that it is
    /// cancelled throws [java.util.concurrent.CancellationException].
    String run(JobContext context) throws InterruptedException;
}
