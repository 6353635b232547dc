package dev.trefoil.platform.monitoring;

import dev.trefoil.platform.db.Micros;
import dev.trefoil.platform.db.Tx;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The SQL of windows, alerts and retrainings.
final class MonitoringSql {
    private final Tx tx;

    MonitoringSql(Tx tx) {
        this.tx = tx;
    }

    void save(LiveWindow window, Instant now) {
        tx.update(
                """
                INSERT INTO live_window (endpoint, arm, from_at, until_at, content, created_at)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (endpoint, from_at, arm) DO UPDATE SET
                    until_at = excluded.until_at, content = excluded.content""",
                window.endpoint(),
                window.arm(),
                window.from(),
                window.until(),
                MonitoringCodec.write(window),
                now);
    }

    /// Oldest first.
    List<LiveWindow> windows(String endpoint) {
        return tx.query(
                "SELECT content FROM live_window WHERE endpoint = ? ORDER BY from_at, created_at",
                row -> MonitoringCodec.readWindow(row.text("content")),
                endpoint);
    }

    Optional<Instant> lastUntil(String endpoint) {
        return tx.find(
                        "SELECT until_at FROM live_window WHERE endpoint = ? ORDER BY until_at DESC LIMIT 1",
                        row -> row.integer("until_at"),
                        endpoint)
                .map(Micros::instant);
    }

    void save(Alert alert) {
        tx.update("""
                INSERT INTO alert (id, project, state, content, created_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET state = excluded.state, content = excluded.content""", alert.id(), alert.project(), alert.state(), MonitoringCodec.write(alert), alert.createdAt());
    }

    Optional<Alert> alert(String id) {
        return tx.find(
                "SELECT content FROM alert WHERE id = ?", row -> MonitoringCodec.readAlert(row.text("content")), id);
    }

    /// Newest first, closed ones only as far as there is room; of all projects when the name is empty.
    List<Alert> alerts(String project) {
        return tx
                .query("""
                        SELECT content FROM alert WHERE project = ? OR ? = ''
                        ORDER BY CASE WHEN state = ? THEN 1 ELSE 0 END, created_at DESC, id LIMIT 500""", row -> MonitoringCodec.readAlert(row.text("content")), project, project, Alert.State.CLOSED)
                .stream()
                .sorted(Comparator.comparing(Alert::createdAt).reversed())
                .toList();
    }

    void retraining(String endpoint, Instant due, Instant windowFrom, String why) {
        tx.update("""
                INSERT INTO retraining (endpoint, due_at, window_from, why) VALUES (?, ?, ?, ?)
                ON CONFLICT (endpoint, window_from) DO NOTHING""", endpoint, due, windowFrom, why);
    }

    Optional<Instant> lastRetraining(String endpoint) {
        return tx.find(
                        "SELECT due_at FROM retraining WHERE endpoint = ? ORDER BY due_at DESC LIMIT 1",
                        row -> row.integer("due_at"),
                        endpoint)
                .map(Micros::instant);
    }
}
