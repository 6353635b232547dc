package dev.trefoil.platform.event;

import dev.trefoil.platform.db.Row;
import dev.trefoil.platform.db.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The tables of webhooks and what became of their deliveries.
final class WebhookSql {
    private static final String COLUMNS =
            "id, project, url, secret, kinds, created_at, seen, attempts, problem, next_at, held_until_at";

    private final Tx tx;

    WebhookSql(Tx tx) {
        this.tx = tx;
    }

    /// A webhook with the secret its deliveries are signed with.
    record Signed(Webhook webhook, String secret) {}

    void insert(Signed signed) {
        Webhook hook = signed.webhook();
        tx.update(
                "INSERT INTO webhook (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, 0, '', 0, 0)",
                hook.id().value(),
                hook.project(),
                hook.url(),
                signed.secret(),
                String.join(" ", new TreeSet<>(hook.kinds())),
                hook.created(),
                hook.seen());
    }

    List<Webhook> list(String project) {
        return tx.query(
                "SELECT " + COLUMNS + " FROM webhook WHERE ? = '' OR project = ? ORDER BY created_at, id",
                row -> signed(row).webhook(),
                project,
                project);
    }

    boolean delete(WebhookId id) {
        tx.update("DELETE FROM webhook_delivery WHERE webhook = ?", id.value());
        return tx.update("DELETE FROM webhook WHERE id = ?", id.value()) == 1;
    }

    /// Those with events to come that are not waiting for a later attempt, nor held by another server.
    List<Signed> due(long lastEvent, Instant now) {
        return tx.query(
                "SELECT " + COLUMNS
                        + " FROM webhook WHERE seen < ? AND next_at <= ? AND held_until_at <= ? ORDER BY id",
                WebhookSql::signed,
                lastEvent,
                now,
                now);
    }

    /// Answers false when another server has taken it meanwhile.
    boolean hold(WebhookId id, Instant now, Instant until) {
        return tx.update(
                        "UPDATE webhook SET held_until_at = ? WHERE id = ? AND held_until_at <= ?",
                        until,
                        id.value(),
                        now)
                == 1;
    }

    void release(WebhookId id) {
        tx.update("UPDATE webhook SET held_until_at = 0 WHERE id = ?", id.value());
    }

    /// Everything up to that event is done with.
    void seen(WebhookId id, long event, String problem) {
        tx.update(
                "UPDATE webhook SET seen = ?, attempts = 0, next_at = 0, problem = ? WHERE id = ? AND seen < ?",
                event,
                problem,
                id.value(),
                event);
    }

    void failed(WebhookId id, int attempts, String problem, Instant next) {
        tx.update(
                "UPDATE webhook SET attempts = ?, problem = ?, next_at = ? WHERE id = ?",
                attempts,
                problem,
                next,
                id.value());
    }

    void record(Delivery delivery) {
        tx.update(
                """
                INSERT INTO webhook_delivery (webhook, event, delivered_at, attempts, status, problem)
                VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (webhook, event) DO NOTHING""",
                delivery.webhook().value(),
                delivery.event(),
                delivery.at(),
                delivery.attempts(),
                delivery.status(),
                delivery.problem());
    }

    List<Delivery> deliveries(WebhookId id, int limit) {
        return tx.query(
                """
                SELECT webhook, event, delivered_at, attempts, status, problem FROM webhook_delivery
                WHERE webhook = ? ORDER BY event DESC LIMIT ?""",
                row -> new Delivery(
                        new WebhookId(row.text("webhook")),
                        row.integer("event"),
                        row.instant("delivered_at"),
                        (int) row.integer("attempts"),
                        (int) row.integer("status"),
                        row.text("problem")),
                id.value(),
                limit);
    }

    private static Signed signed(Row row) {
        String kinds = row.text("kinds");
        return new Signed(
                new Webhook(
                        new WebhookId(row.text("id")),
                        row.text("project"),
                        row.text("url"),
                        kinds.isEmpty() ? Set.of() : Set.of(kinds.split(" ")),
                        row.instant("created_at"),
                        row.integer("seen"),
                        (int) row.integer("attempts"),
                        row.text("problem")),
                row.text("secret"));
    }
}
