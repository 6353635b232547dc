package dev.trefoil.platform.tracking;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.artifact.Artifact;
import dev.trefoil.platform.artifact.ArtifactPath;
import dev.trefoil.platform.db.Row;
import dev.trefoil.platform.db.Tx;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The table of files by path.
final class ArtifactTreeSql {
    private final Tx tx;
    private final String owner;

    ArtifactTreeSql(Tx tx, ArtifactOwner owner) {
        this.tx = tx;
        this.owner = owner.word();
    }

    void put(ArtifactPath path, Artifact content) {
        tx.update("""
                INSERT INTO artifact_entry (owner, path, digest, size_bytes) VALUES (?, ?, ?, ?)
                ON CONFLICT (owner, path) DO UPDATE SET digest = excluded.digest, size_bytes = excluded.size_bytes""", owner, path.value(), content.digest(), content.sizeBytes());
    }

    Optional<Artifact> find(ArtifactPath path) {
        return tx.find(
                "SELECT digest, size_bytes FROM artifact_entry WHERE owner = ? AND path = ?",
                ArtifactTreeSql::artifact,
                owner,
                path.value());
    }

    /// All files in the folder at any depth. The sign after `/` is `0`.
    SortedMap<ArtifactPath, Artifact> below(String folder) {
        SortedMap<ArtifactPath, Artifact> files = new TreeMap<>();
        String condition = folder.isEmpty() ? "path > ? AND path > ?" : "path > ? AND path < ?";
        tx.each(
                "SELECT path, digest, size_bytes FROM artifact_entry WHERE owner = ? AND " + condition,
                row -> files.put(new ArtifactPath(row.text("path")), artifact(row)),
                owner,
                folder.isEmpty() ? "" : folder + "/",
                folder.isEmpty() ? "" : folder + "0");
        return files;
    }

    int delete(ArtifactPath path) {
        return tx.update(
                "DELETE FROM artifact_entry WHERE owner = ? AND (path = ? OR (path > ? AND path < ?))",
                owner,
                path.value(),
                path.value() + "/",
                path.value() + "0");
    }

    static boolean refersTo(Tx tx, Digest content) {
        return tx.count("SELECT count(*) FROM artifact_entry WHERE digest = ?", content) > 0;
    }

    private static Artifact artifact(Row row) {
        return new Artifact(new Digest(row.text("digest")), row.integer("size_bytes"));
    }
}
