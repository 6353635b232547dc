package dev.trefoil.platform.project;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.db.Row;
import dev.trefoil.platform.db.Tx;
import java.util.Optional;

/// The table of signatures.
final class SignatureSql {
    private static final String SELECT = """
            SELECT project, section, stakeholder, digest, charter, signed_at, signed_by, why
            FROM signature
            """;

    private final Tx tx;

    SignatureSql(Tx tx) {
        this.tx = tx;
    }

    void insert(Signature signature) {
        tx.update(
                """
                INSERT INTO signature (project, section, stakeholder, digest, charter, signed_at, signed_by, why)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                signature.project(),
                signature.section(),
                signature.stakeholder(),
                signature.digest(),
                signature.charter(),
                signature.signedAt(),
                signature.signedBy(),
                signature.why());
    }

    void delete(Signature signature) {
        tx.update(
                "DELETE FROM signature WHERE project = ? AND section = ? AND stakeholder = ? AND digest = ?",
                signature.project(),
                signature.section(),
                signature.stakeholder(),
                signature.digest());
    }

    Optional<Signature> find(String project, Section section, String stakeholder, Digest digest) {
        return tx.find(
                SELECT + "WHERE project = ? AND section = ? AND stakeholder = ? AND digest = ?",
                SignatureSql::signature,
                project,
                section,
                stakeholder,
                digest);
    }

    Optional<Signature> latest(String project, Section section, String stakeholder) {
        return tx.find(
                SELECT
                        + "WHERE project = ? AND section = ? AND stakeholder = ? ORDER BY signed_at DESC, digest LIMIT 1",
                SignatureSql::signature,
                project,
                section,
                stakeholder);
    }

    Optional<Signature> latest(String project, Section section) {
        return tx.find(
                SELECT + "WHERE project = ? AND section = ? ORDER BY signed_at DESC, digest LIMIT 1",
                SignatureSql::signature,
                project,
                section);
    }

    /// Whether some stakeholder of this charter has signed the section as it says it.
    boolean holds(String project, Section section, Charter charter) {
        Digest digest = charter.digestOf(section);
        return charter.design().stakeholders().stream()
                .filter(stakeholder -> stakeholder.signs().contains(section))
                .anyMatch(stakeholder ->
                        find(project, section, stakeholder.name(), digest).isPresent());
    }

    private static Signature signature(Row row) {
        return new Signature(
                row.text("project"),
                Section.valueOf(row.text("section")),
                row.text("stakeholder"),
                new Digest(row.text("digest")),
                new Digest(row.text("charter")),
                row.instant("signed_at"),
                row.text("signed_by"),
                row.text("why"));
    }
}
