package dev.trefoil.platform.event;

import dev.trefoil.platform.db.Tx;
import java.time.Instant;
import java.util.List;

/// The table of events.
final class EventSql {
    private final Tx tx;

    EventSql(Tx tx) {
        this.tx = tx;
    }

    void insert(Event event) {
        EventDraft draft = event.draft();
        tx.update(
                "INSERT INTO event (id, happened_at, project, kind, subject, details) VALUES (?, ?, ?, ?, ?, ?)",
                event.id(),
                event.at(),
                draft.project(),
                draft.kind(),
                draft.subject(),
                draft.json());
    }

    List<Event> after(long id, int limit) {
        return tx.query(
                """
                SELECT id, happened_at, project, kind, subject, details
                FROM event WHERE id > ? ORDER BY id LIMIT ?""",
                row -> new Event(
                        row.integer("id"),
                        row.instant("happened_at"),
                        new EventDraft(
                                row.text("project"), row.text("kind"), row.text("subject"), row.text("details"))),
                id,
                limit);
    }

    int deleteBefore(Instant instant) {
        return tx.update("DELETE FROM event WHERE happened_at < ?", instant);
    }
}
