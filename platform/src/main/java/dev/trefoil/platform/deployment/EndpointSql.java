package dev.trefoil.platform.deployment;

import dev.trefoil.platform.db.Row;
import dev.trefoil.platform.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The SQL of endpoints and rollouts.
final class EndpointSql {
    private final Tx tx;

    EndpointSql(Tx tx) {
        this.tx = tx;
    }

    void save(Endpoint endpoint) {
        tx.update(
                """
                INSERT INTO endpoint (name, project, model, route, former, revision, created_at, changed_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET route = excluded.route, former = excluded.former,
                  model = excluded.model, revision = excluded.revision, changed_at = excluded.changed_at""",
                endpoint.name(),
                endpoint.project(),
                endpoint.model(),
                DeploymentCodec.write(endpoint.route()),
                endpoint.former().map(DeploymentCodec::write).orElse(""),
                endpoint.revision(),
                endpoint.changedAt(),
                endpoint.changedAt());
    }

    Optional<Endpoint> find(String name) {
        return tx.find("SELECT * FROM endpoint WHERE name = ?", EndpointSql::endpoint, name);
    }

    List<Endpoint> list() {
        return tx.query("SELECT * FROM endpoint ORDER BY name", EndpointSql::endpoint);
    }

    private static Endpoint endpoint(Row row) {
        String former = row.text("former");
        return new Endpoint(
                row.text("name"),
                row.text("project"),
                row.text("model"),
                DeploymentCodec.readRoute(row.text("route")),
                former.isEmpty() ? Optional.empty() : Optional.of(DeploymentCodec.readRoute(former)),
                row.integer("revision"),
                row.instant("changed_at"));
    }

    void save(Rollout rollout, Instant now) {
        tx.update(
                """
                INSERT INTO rollout (id, endpoint, project, state, content, created_at, changed_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET state = excluded.state, content = excluded.content,
                  changed_at = excluded.changed_at""",
                rollout.id(),
                rollout.endpoint(),
                rollout.project(),
                rollout.state(),
                DeploymentCodec.write(rollout),
                rollout.createdAt(),
                now);
    }

    Optional<Rollout> rollout(String id) {
        return tx.find(
                "SELECT content FROM rollout WHERE id = ?",
                row -> DeploymentCodec.readRollout(row.text("content")),
                id);
    }

    /// Newest first.
    List<Rollout> rollouts(String endpoint) {
        return tx.query(
                "SELECT content FROM rollout WHERE endpoint = ? ORDER BY created_at DESC, id DESC",
                row -> DeploymentCodec.readRollout(row.text("content")),
                endpoint);
    }

    List<Rollout> open() {
        return tx.query(
                "SELECT content FROM rollout WHERE state IN ('RUNNING', 'WAITING') ORDER BY created_at",
                row -> DeploymentCodec.readRollout(row.text("content")));
    }
}
