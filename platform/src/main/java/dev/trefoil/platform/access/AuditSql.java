package dev.trefoil.platform.access;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.db.Row;
import dev.trefoil.platform.db.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The table of changes.
final class AuditSql {
    private static final String COLUMNS =
            "number, happened_at, who, who_kind, action, project, subject_kind, subject_id,"
                    + " before_json, after_json, why, previous, hash";

    private final Tx tx;

    AuditSql(Tx tx) {
        this.tx = tx;
    }

    Digest hashOf(long number) {
        return tx.find("SELECT hash FROM audit WHERE number = ?", row -> new Digest(row.text("hash")), number)
                .orElse(AuditRecord.GENESIS);
    }

    Optional<AuditRecord> find(long number) {
        return tx.find("SELECT " + COLUMNS + " FROM audit WHERE number = ?", AuditSql::record, number);
    }

    void insert(AuditRecord record) {
        AuditEntry entry = record.entry();
        tx.update(
                "INSERT INTO audit (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                record.number(),
                record.at(),
                entry.who().name(),
                entry.who().kind(),
                entry.action(),
                entry.subject().project(),
                entry.subject().kind(),
                entry.subject().id(),
                entry.before(),
                entry.after(),
                entry.why(),
                record.previous(),
                record.hash());
    }

    List<AuditRecord> list(AuditFilter filter, long before, int limit) {
        StringBuilder sql = new StringBuilder("SELECT " + COLUMNS + " FROM audit WHERE number < ?");
        List<@Nullable Object> parameters = new ArrayList<>(List.of(before));
        equal(sql, parameters, "who", filter.who());
        equal(sql, parameters, "action", filter.action());
        equal(sql, parameters, "project", filter.subject().project());
        equal(sql, parameters, "subject_kind", filter.subject().kind());
        equal(sql, parameters, "subject_id", filter.subject().id());
        bound(sql, parameters, "happened_at >= ?", filter.from());
        bound(sql, parameters, "happened_at < ?", filter.until());
        parameters.add(limit);
        return tx.query(sql + " ORDER BY number DESC LIMIT ?", AuditSql::record, parameters.toArray());
    }

    void each(Consumer<AuditRecord> consumer) {
        tx.each("SELECT " + COLUMNS + " FROM audit ORDER BY number", row -> consumer.accept(record(row)));
    }

    private static void equal(StringBuilder sql, List<@Nullable Object> parameters, String column, String value) {
        if (!value.isEmpty()) {
            sql.append(" AND ").append(column).append(" = ?");
            parameters.add(value);
        }
    }

    private static void bound(
            StringBuilder sql, List<@Nullable Object> parameters, String condition, @Nullable Instant instant) {
        if (instant != null) {
            sql.append(" AND ").append(condition);
            parameters.add(instant);
        }
    }

    private static AuditRecord record(Row row) {
        return new AuditRecord(
                row.integer("number"),
                row.instant("happened_at"),
                new AuditEntry(
                        new Principal(row.text("who"), Principal.Kind.valueOf(row.text("who_kind"))),
                        row.text("action"),
                        new AuditSubject(row.text("project"), row.text("subject_kind"), row.text("subject_id")),
                        row.text("before_json"),
                        row.text("after_json"),
                        row.text("why")),
                new Digest(row.text("previous")),
                new Digest(row.text("hash")));
    }
}
