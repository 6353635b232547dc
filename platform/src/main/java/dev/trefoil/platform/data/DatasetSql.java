package dev.trefoil.platform.data;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.db.Row;
import dev.trefoil.platform.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The SQL of dataset versions and step results.
final class DatasetSql {
    private final Tx tx;

    DatasetSql(Tx tx) {
        this.tx = tx;
    }

    void insert(DatasetVersion version) {
        tx.update(
                """
                INSERT INTO dataset (digest, project, number, origin, content, created_at, row_count)
                VALUES (?, ?, ?, ?, ?, ?, ?)""",
                version.digest(),
                version.project(),
                version.number(),
                version.origin(),
                DatasetCodec.write(version.content()),
                version.createdAt(),
                version.rows());
    }

    Optional<DatasetVersion> find(String project, Digest digest) {
        return tx.find("SELECT * FROM dataset WHERE project = ? AND digest = ?", DatasetSql::version, project, digest);
    }

    List<DatasetVersion> list(String project) {
        return tx.query("SELECT * FROM dataset WHERE project = ? ORDER BY number DESC", DatasetSql::version, project);
    }

    private static DatasetVersion version(Row row) {
        return new DatasetVersion(
                row.text("project"),
                new Digest(row.text("digest")),
                row.integer("number"),
                row.text("origin"),
                DatasetCodec.read(row.text("content")),
                row.integer("row_count"),
                row.instant("created_at"));
    }

    Optional<String> result(String project, String step, Digest key) {
        return tx.find(
                "SELECT result FROM step_result WHERE project = ? AND step = ? AND step_key = ?",
                row -> row.text("result"),
                project,
                step,
                key);
    }

    void result(String project, String step, Digest key, String result, Instant now) {
        tx.update("""
                INSERT INTO step_result (project, step, step_key, result, created_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (project, step, step_key) DO UPDATE SET result = excluded.result""", project, step, key, result, now);
    }

    void forget(String project, String step, Digest key) {
        tx.update("DELETE FROM step_result WHERE project = ? AND step = ? AND step_key = ?", project, step, key);
    }
}
