package dev.trefoil.platform.project;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.db.Row;
import dev.trefoil.platform.db.Tx;
import java.util.List;
import java.util.Optional;

/// The table of charter versions.
final class CharterSql {
    private static final String SELECT = """
            SELECT c.project, c.digest, c.number, c.text, c.canonical, c.submitted_at, c.submitted_by
            FROM charter c
            """;

    private final Tx tx;

    CharterSql(Tx tx) {
        this.tx = tx;
    }

    void insert(CharterVersion version) {
        tx.update(
                """
                INSERT INTO charter (project, digest, number, text, canonical, submitted_at, submitted_by)
                VALUES (?, ?, ?, ?, ?, ?, ?)""",
                version.project(),
                version.digest(),
                version.number(),
                version.text(),
                version.canonical(),
                version.submittedAt(),
                version.submittedBy());
    }

    Optional<CharterVersion> find(String project, Digest digest) {
        return tx.find(SELECT + "WHERE c.project = ? AND c.digest = ?", CharterSql::version, project, digest);
    }

    CharterVersion require(String project, Digest digest) {
        return find(project, digest).orElseThrow(() -> PlatformException.notFound("charter", digest.brief()));
    }

    Optional<CharterVersion> current(String project) {
        return tx.find(
                SELECT + "JOIN project p ON p.name = c.project AND p.charter = c.digest WHERE c.project = ?",
                CharterSql::version,
                project);
    }

    List<CharterVersion> list(String project) {
        return tx.query(SELECT + "WHERE c.project = ? ORDER BY c.number DESC", CharterSql::version, project);
    }

    private static CharterVersion version(Row row) {
        return new CharterVersion(
                row.text("project"),
                new Digest(row.text("digest")),
                row.integer("number"),
                row.text("text"),
                row.text("canonical"),
                row.instant("submitted_at"),
                row.text("submitted_by"));
    }
}
