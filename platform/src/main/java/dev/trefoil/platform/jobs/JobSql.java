package dev.trefoil.platform.jobs;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.db.Micros;
import dev.trefoil.platform.db.Page;
import dev.trefoil.platform.db.Row;
import dev.trefoil.platform.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The table of jobs.
final class JobSql {
    private static final String SELECT = """
            SELECT id, project, kind, payload, unique_key, parent, attempts, state, attempt, fraction, message, outcome,
              created_at, started_at, ended_at
            FROM job""";
    private static final String CLAIMABLE = " AND (state = 'QUEUED' OR (state = 'RUNNING' AND lease_until_at < ?))";

    private final Tx tx;

    JobSql(Tx tx) {
        this.tx = tx;
    }

    Optional<Job> find(JobId id) {
        return tx.find(SELECT + " WHERE id = ?", JobSql::job, id.value());
    }

    Optional<Job> lock(JobId id) {
        return tx.find(SELECT + " WHERE id = ?" + tx.dialect().forUpdate(), JobSql::job, id.value());
    }

    Optional<Job> findByKey(JobRequest request) {
        return tx.find(
                SELECT
                        + " WHERE project = ? AND kind = ? AND unique_key = ? AND state IN ('QUEUED', 'RUNNING', 'DONE')",
                JobSql::job,
                request.project(),
                request.kind(),
                request.key());
    }

    /// Answers false when another job took the same key meanwhile.
    boolean insert(Job job) {
        JobRequest request = job.request();
        JobId parent = request.parent();
        return tx.update(
                        """
                        INSERT INTO job (id, project, kind, payload, unique_key, parent, attempts, state, attempt,
                          message, outcome, cancel_asked, owner, lease_until_at, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, '', '', 0, '', 0, ?)
                        ON CONFLICT DO NOTHING""",
                        job.id().value(),
                        request.project(),
                        request.kind(),
                        request.payload(),
                        request.key().isEmpty() ? null : request.key(),
                        parent == null ? null : parent.value(),
                        request.attempts(),
                        job.state(),
                        job.times().created())
                == 1;
    }

    boolean claimable(Set<String> kinds, Instant now) {
        return tx.count(
                        "SELECT count(*) FROM (SELECT 1 FROM job WHERE kind IN " + marks(kinds) + CLAIMABLE
                                + " LIMIT 1) AS found",
                        with(kinds, now))
                > 0;
    }

    /// A few of the oldest that can be taken, none of them held by another transaction.
    List<Job> lockClaimable(Set<String> kinds, Instant now) {
        return tx.query(
                SELECT + " WHERE kind IN " + marks(kinds) + CLAIMABLE + " ORDER BY created_at, id LIMIT 4"
                        + tx.dialect().skipLocked(),
                JobSql::job,
                with(kinds, now));
    }

    /// The jobs directly under it that have not ended.
    List<Job> lockParts(JobId id) {
        return tx.query(
                SELECT + " WHERE parent = ? AND state IN ('QUEUED', 'RUNNING') ORDER BY id"
                        + tx.dialect().forUpdate(),
                JobSql::job,
                id.value());
    }

    void start(JobId id, Lease lease, Instant now) {
        tx.update("""
                UPDATE job SET state = 'RUNNING', attempt = attempt + 1, owner = ?, lease_until_at = ?, cancel_asked = 0,
                  started_at = ?, fraction = NULL, message = '' WHERE id = ?""", lease.owner(), now.plus(lease.length()), now, id.value());
    }

    boolean heartbeat(JobId id, Lease lease, JobProgress progress, Instant now) {
        return tx.update(
                        """
                        UPDATE job SET lease_until_at = ?, fraction = ?, message = ?
                        WHERE id = ? AND state = 'RUNNING' AND owner = ?""",
                        now.plus(lease.length()),
                        Double.isNaN(progress.fraction()) ? null : progress.fraction(),
                        progress.message(),
                        id.value(),
                        lease.owner())
                == 1;
    }

    boolean heldBy(JobId id, String owner) {
        return tx.count("SELECT count(*) FROM job WHERE id = ? AND state = 'RUNNING' AND owner = ?", id.value(), owner)
                == 1;
    }

    boolean cancelAsked(JobId id) {
        return tx.count("SELECT cancel_asked FROM job WHERE id = ?", id.value()) == 1;
    }

    void askToCancel(JobId id) {
        tx.update("UPDATE job SET cancel_asked = 1 WHERE id = ?", id.value());
    }

    void end(JobId id, JobState state, String outcome, Instant now) {
        tx.update(
                "UPDATE job SET state = ?, outcome = ?, ended_at = ?, owner = '' WHERE id = ?",
                state,
                outcome,
                now,
                id.value());
    }

    int requeue(String owner) {
        return tx.update(
                "UPDATE job SET state = 'QUEUED', owner = '', lease_until_at = 0 WHERE state = 'RUNNING' AND owner = ?",
                owner);
    }

    Page<Job> list(JobFilter filter, String token, int limit) {
        StringBuilder sql = new StringBuilder(SELECT + " WHERE 1 = 1");
        List<@Nullable Object> parameters = new ArrayList<>();
        if (!filter.project().isEmpty()) {
            sql.append(" AND project = ?");
            parameters.add(filter.project());
        }
        if (!filter.kind().isEmpty()) {
            sql.append(" AND kind = ?");
            parameters.add(filter.kind());
        }
        JobState state = filter.state();
        if (state != null) {
            sql.append(" AND state = ?");
            parameters.add(state);
        }
        JobId parent = filter.parent();
        if (parent != null) {
            sql.append(" AND parent = ?");
            parameters.add(parent.value());
        }
        if (!token.isEmpty()) {
            int colon = token.indexOf(':');
            if (colon < 1 || !token.substring(0, colon).matches("\\d{1,18}")) {
                throw PlatformException.invalid("page token", "This page token is not one of the list of jobs.");
            }
            sql.append(" AND (created_at, id) < (?, ?)");
            parameters.add(Long.parseLong(token.substring(0, colon)));
            parameters.add(token.substring(colon + 1));
        }
        parameters.add(limit + 1);
        List<Job> found =
                tx.query(sql + " ORDER BY created_at DESC, id DESC LIMIT ?", JobSql::job, parameters.toArray());
        if (found.size() <= limit) {
            return new Page<>(found, "");
        }
        Job last = found.get(limit - 1);
        return new Page<>(
                found.subList(0, limit),
                Micros.of(last.times().created()) + ":" + last.id().value());
    }

    private static String marks(Set<String> kinds) {
        return "(" + String.join(", ", Collections.nCopies(kinds.size(), "?")) + ")";
    }

    private static Object[] with(Set<String> kinds, Instant now) {
        List<Object> parameters = new ArrayList<>(kinds);
        parameters.add(now);
        return parameters.toArray();
    }

    private static Job job(Row row) {
        return new Job(
                new JobId(row.text("id")),
                new JobRequest(
                        row.text("project"),
                        row.text("kind"),
                        row.text("payload"),
                        row.findText("unique_key").orElse(""),
                        row.findText("parent").map(JobId::new).orElse(null),
                        (int) row.integer("attempts")),
                JobState.valueOf(row.text("state")),
                (int) row.integer("attempt"),
                new JobProgress(row.number("fraction"), row.text("message")),
                row.text("outcome"),
                new Job.Times(
                        row.instant("created_at"),
                        row.findInstant("started_at").orElse(null),
                        row.findInstant("ended_at").orElse(null)));
    }
}
