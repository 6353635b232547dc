package dev.trefoil.platform.jobs;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.Page;
import dev.trefoil.platform.db.Tx;
import dev.trefoil.platform.event.EventDraft;
import dev.trefoil.platform.event.Outbox;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The queue of long work. Every change of state is one transaction with its event (`job.queued`,
/// `job.running`, `job.progress`, `job.done`, `job.failed`, `job.cancelled`; subject is the job's id).
public final class Jobs {
    private final Database database;
    private final Outbox outbox;
    private final InstantSource clock;

    /// Reasons of failures that are not written yet.
    private final Map<JobId, String> unwritten = new ConcurrentHashMap<>();

    public Jobs(Database database, Outbox outbox, InstantSource clock) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Queues the work, or answers the job that has the same key.
    public Job submit(Tx tx, JobRequest request) {
        JobSql sql = new JobSql(tx);
        if (!request.key().isEmpty()) {
            Optional<Job> same = sql.findByKey(request);
            if (same.isPresent()) {
                return same.get();
            }
        }
        Job job = new Job(
                JobId.fresh(), request, JobState.QUEUED, 0, JobProgress.UNKNOWN, "", new Job.Times(now(), null, null));
        if (!sql.insert(job)) {
            return sql.findByKey(request).orElseThrow();
        }
        tell(tx, job, JobProgress.UNKNOWN);
        return job;
    }

    public Job submit(JobRequest request) {
        return database.write(tx -> submit(tx, request));
    }

    /// Takes the oldest job of these kinds that waits, or whose worker has been silent for longer than its
    /// lease. One that has used up its attempts fails instead.
    public Optional<Job> claim(Lease lease, Set<String> kinds) {
        if (kinds.isEmpty() || !database.<Boolean>read(tx -> new JobSql(tx).claimable(kinds, now()))) {
            return Optional.empty();
        }
        return database.write(tx -> {
            JobSql sql = new JobSql(tx);
            for (Job job : sql.lockClaimable(kinds, now())) {
                if (sql.cancelAsked(job.id())) {
                    end(tx, job, JobState.CANCELLED, "");
                    continue;
                }
                if (job.attempt() < job.request().attempts()) {
                    sql.start(job.id(), lease, now());
                    Job taken = sql.find(job.id()).orElseThrow();
                    tell(tx, taken, taken.progress());
                    return Optional.of(taken);
                }
                end(
                        tx,
                        job,
                        JobState.FAILED,
                        "Its worker stopped " + job.attempt() + " times: see the log, then retry.");
            }
            return Optional.empty();
        });
    }

    /// Extends the lease and stores the progress.
    public Held heartbeat(JobId id, Lease lease, JobProgress progress) {
        return database.write(tx -> {
            JobSql sql = new JobSql(tx);
            Optional<Job> job = sql.find(id);
            if (job.isEmpty() || !sql.heartbeat(id, lease, progress, now())) {
                return Held.LOST;
            }
            if (!job.get().progress().equals(progress)) {
                tell(tx, job.get(), progress);
            }
            return sql.cancelAsked(id) ? Held.CANCEL : Held.YES;
        });
    }

    /// What [#heartbeat] would say, without extending the lease.
    public Held check(JobId id, Lease lease) {
        return database.read(tx -> {
            JobSql sql = new JobSql(tx);
            return !sql.heldBy(id, lease.owner()) ? Held.LOST : sql.cancelAsked(id) ? Held.CANCEL : Held.YES;
        });
    }

    /// The work is done. Answers false, and changes nothing, when the job is no longer this owner's.
    public boolean finish(JobId id, Lease lease, String result) {
        return ended(id, lease, JobState.DONE, result);
    }

    /// The work cannot be done, and trying again would not help. Where that cannot be written, as on a full disk, it is
    /// known from memory until [#writeFailures] can.
    public boolean fail(JobId id, Lease lease, String reason) {
        unwritten.put(id, reason);
        boolean ended = ended(id, lease, JobState.FAILED, reason);
        unwritten.remove(id);
        return ended;
    }

    /// Writes the failures that could not be written when they happened.
    public void writeFailures(Lease lease) {
        unwritten.forEach((id, reason) -> fail(id, lease, reason));
    }

    /// The worker has stopped as it was asked.
    public boolean stopped(JobId id, Lease lease) {
        return ended(id, lease, JobState.CANCELLED, "");
    }

    /// Gives back what this owner was doing, to be taken at once: call it when a worker starts again, or stops.
    public int giveBack(Lease lease) {
        return database.write(tx -> new JobSql(tx).requeue(lease.owner()));
    }

    /// A waiting job is cancelled at once, a running one is asked to stop, and so are the jobs under it;
    /// nothing happens to one that has ended.
    public Job cancel(JobId id) {
        return database.write(tx -> {
            JobSql sql = new JobSql(tx);
            Job job = sql.lock(id).orElseThrow(() -> PlatformException.notFound("job", id.value()));
            cancel(tx, job);
            return sql.find(id).orElseThrow();
        });
    }

    private void cancel(Tx tx, Job job) {
        JobSql sql = new JobSql(tx);
        switch (job.state()) {
            case QUEUED -> end(tx, job, JobState.CANCELLED, "");
            case RUNNING -> sql.askToCancel(job.id());
            case DONE, FAILED, CANCELLED -> {}
        }
        sql.lockParts(job.id()).forEach(part -> cancel(tx, part));
    }

    public Optional<Job> find(JobId id) {
        Optional<Job> job = database.read(tx -> new JobSql(tx).find(id));
        String reason = unwritten.get(id);
        return reason == null ? job : job.map(stored -> stored.failed(reason));
    }

    /// Newest first; empty words mean any.
    ///
    /// @param token of the page before, empty for the first
    public Page<Job> list(JobFilter filter, String token, int limit) {
        return database.read(tx -> new JobSql(tx).list(filter, token, limit));
    }

    private boolean ended(JobId id, Lease lease, JobState state, String outcome) {
        return database.write(tx -> {
            JobSql sql = new JobSql(tx);
            Optional<Job> job = sql.lock(id);
            if (job.isEmpty() || !sql.heldBy(id, lease.owner())) {
                return false;
            }
            end(tx, job.get(), state, outcome);
            return true;
        });
    }

    private void end(Tx tx, Job job, JobState state, String outcome) {
        JobSql sql = new JobSql(tx);
        sql.end(job.id(), state, outcome, now());
        sql.find(job.id()).ifPresent(ended -> tell(tx, ended, ended.progress()));
    }

    private void tell(Tx tx, Job job, JobProgress progress) {
        boolean moved = job.state() == JobState.RUNNING && !progress.equals(job.progress());
        String kind = moved ? "job.progress" : "job." + job.state().word();
        outbox.append(
                tx, new EventDraft(job.request().project(), kind, job.id().value(), JobCodec.json(job, progress)));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
