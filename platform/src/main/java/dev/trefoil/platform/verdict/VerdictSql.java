package dev.trefoil.platform.verdict;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.verdict.Bound;
import dev.trefoil.core.verdict.Estimate;
import dev.trefoil.core.verdict.Outcome;
import dev.trefoil.core.verdict.Verdict;
import dev.trefoil.platform.db.Row;
import dev.trefoil.platform.db.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The table of judgements. NaN is NULL there.
final class VerdictSql {
    private static final String COLUMNS = """
            number, judged_at, fingerprint, project, model, version, run, rollout, arm, charter, place, from_at, until_at,
            window_label, requirement, group_value, outcome, value, low, high, n, clusters, method, confidence, side,
            bound, reason, inputs""";

    private final Tx tx;

    VerdictSql(Tx tx) {
        this.tx = tx;
    }

    Optional<StoredJudgement> findByFingerprint(Digest fingerprint) {
        return tx.find("SELECT " + COLUMNS + " FROM verdict WHERE fingerprint = ?", VerdictSql::judgement, fingerprint);
    }

    void insert(StoredJudgement stored) {
        Judgement judgement = stored.judgement();
        JudgedSubject subject = judgement.subject();
        Verdict verdict = judgement.verdict();
        Estimate estimate = verdict.estimate();
        tx.update(
                "INSERT INTO verdict (" + COLUMNS
                        + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                stored.number(),
                stored.at(),
                judgement.fingerprint(),
                subject.project(),
                subject.model(),
                subject.version(),
                subject.run(),
                subject.rollout(),
                subject.arm(),
                subject.charter(),
                judgement.place(),
                judgement.window().from(),
                judgement.window().until(),
                judgement.window().label(),
                verdict.requirement(),
                verdict.group(),
                verdict.outcome(),
                orNull(estimate.value()),
                orNull(estimate.low()),
                orNull(estimate.high()),
                estimate.n(),
                estimate.clusters(),
                estimate.method(),
                estimate.confidence(),
                verdict.bound().side(),
                verdict.bound().value(),
                verdict.reason(),
                judgement.inputs());
    }

    List<StoredJudgement> list(VerdictFilter filter, long before, int limit) {
        List<Object> parameters = new ArrayList<>();
        String condition = condition(filter, parameters);
        parameters.add(before);
        parameters.add(limit);
        return tx.query(
                "SELECT " + COLUMNS + " FROM verdict WHERE " + condition
                        + " AND number < ? ORDER BY number DESC LIMIT ?",
                VerdictSql::judgement,
                parameters.toArray());
    }

    List<StoredJudgement> matrix(VerdictFilter filter) {
        List<Object> parameters = new ArrayList<>();
        String condition = condition(filter, parameters);
        return tx.query(
                "SELECT " + COLUMNS + " FROM verdict WHERE number IN (SELECT max(number) FROM verdict WHERE "
                        + condition
                        + """
                         GROUP BY requirement, group_value, place, from_at, until_at, window_label, model, version, run,
                          rollout, arm)
                        ORDER BY requirement, group_value, place, from_at, number""",
                VerdictSql::judgement,
                parameters.toArray());
    }

    private static String condition(VerdictFilter filter, List<Object> parameters) {
        StringBuilder sql = new StringBuilder("project = ?");
        parameters.add(filter.project());
        equal(sql, parameters, "requirement", filter.requirement());
        Place place = filter.place();
        equal(sql, parameters, "place", place == null ? "" : place.name());
        Outcome outcome = filter.outcome();
        equal(sql, parameters, "outcome", outcome == null ? "" : outcome.name());
        equal(sql, parameters, "model", filter.model());
        if (filter.version() != 0) {
            sql.append(" AND version = ?");
            parameters.add(filter.version());
        }
        equal(sql, parameters, "run", filter.run());
        equal(sql, parameters, "rollout", filter.rollout());
        return sql.toString();
    }

    private static void equal(StringBuilder sql, List<Object> parameters, String column, String value) {
        if (!value.isEmpty()) {
            sql.append(" AND ").append(column).append(" = ?");
            parameters.add(value);
        }
    }

    private static @Nullable Double orNull(double value) {
        return Double.isNaN(value) ? null : Double.valueOf(value);
    }

    private static StoredJudgement judgement(Row row) {
        JudgedSubject subject = new JudgedSubject(
                row.text("project"),
                row.text("model"),
                row.integer("version"),
                row.text("run"),
                row.text("rollout"),
                row.text("arm"),
                row.text("charter"));
        Estimate estimate = new Estimate(
                row.number("value"),
                row.number("low"),
                row.number("high"),
                row.integer("n"),
                row.integer("clusters"),
                row.text("method"),
                row.number("confidence"));
        Verdict verdict = new Verdict(
                row.text("requirement"),
                row.text("group_value"),
                Outcome.valueOf(row.text("outcome")),
                estimate,
                new Bound(Bound.Side.valueOf(row.text("side")), row.number("bound")),
                row.text("reason"));
        Window window = new Window(row.instant("from_at"), row.instant("until_at"), row.text("window_label"));
        return new StoredJudgement(
                row.integer("number"),
                row.instant("judged_at"),
                new Judgement(
                        subject, Place.valueOf(row.text("place")), window, verdict, new Digest(row.text("inputs"))));
    }
}
