package dev.trefoil.platform.registry;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.db.Row;
import dev.trefoil.platform.db.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The SQL of model versions and aliases.
final class RegistrySql {
    private final Tx tx;

    RegistrySql(Tx tx) {
        this.tx = tx;
    }

    void insert(ModelVersion version) {
        tx.update(
                """
                INSERT INTO model_version (model, version, project, package, manifest, provenance, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)""",
                version.model(),
                version.version(),
                version.project(),
                version.packageDigest(),
                version.manifest(),
                ProvenanceCodec.write(version.provenance()),
                version.createdAt());
    }

    Optional<ModelVersion> byPackage(String model, Digest packageDigest) {
        return tx.find(
                "SELECT * FROM model_version WHERE model = ? AND package = ?",
                RegistrySql::version,
                model,
                packageDigest);
    }

    Optional<ModelVersion> find(String model, long version) {
        return tx.find(
                "SELECT * FROM model_version WHERE model = ? AND version = ?", RegistrySql::version, model, version);
    }

    List<ModelVersion> list(String model) {
        return tx.query(
                "SELECT * FROM model_version WHERE model = ? ORDER BY version DESC", RegistrySql::version, model);
    }

    List<String> models() {
        return tx.query("SELECT DISTINCT model FROM model_version ORDER BY model", row -> row.text("model"));
    }

    private static ModelVersion version(Row row) {
        return new ModelVersion(
                row.text("model"),
                row.integer("version"),
                row.text("project"),
                new Digest(row.text("package")),
                new Digest(row.text("manifest")),
                ProvenanceCodec.read(row.text("provenance")),
                row.instant("created_at"));
    }

    long last(String model) {
        return tx.count("SELECT coalesce(max(version), 0) FROM model_version WHERE model = ?", model);
    }

    Map<String, Long> aliases(String model) {
        Map<String, Long> aliases = new TreeMap<>();
        tx.each(
                "SELECT alias, version FROM model_alias WHERE model = ?",
                row -> aliases.put(row.text("alias"), row.integer("version")),
                model);
        return aliases;
    }

    void alias(String model, String alias, long version) {
        tx.update("""
                INSERT INTO model_alias (model, alias, version) VALUES (?, ?, ?)
                ON CONFLICT (model, alias) DO UPDATE SET version = excluded.version""", model, alias, version);
    }

    int unalias(String model, String alias) {
        return tx.update("DELETE FROM model_alias WHERE model = ? AND alias = ?", model, alias);
    }
}
