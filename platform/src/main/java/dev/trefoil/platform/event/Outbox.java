package dev.trefoil.platform.event;

import dev.trefoil.platform.db.Counters;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Events, stored in the transaction of what they tell of, so that none is lost and none is told that did not
/// happen.
///
/// A listener keeps the id it has seen last and asks [#poll] for what came after, when it is woken and from
/// time to time: a wake-up comes only from this process, other servers on the same database give none.
public final class Outbox {
    static final String COUNTER = "event";

    private final Database database;
    private final InstantSource clock;
    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();

    public Outbox(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Appends; answers the id. On PostgreSQL, transactions that append wait for one another from here to their
    /// commit: do it after the audit record, and last.
    public long append(Tx tx, EventDraft draft) {
        long id = Counters.next(tx, COUNTER);
        new EventSql(tx).insert(new Event(id, clock.instant().truncatedTo(ChronoUnit.MICROS), draft));
        tx.afterCommit(this::wake);
        return id;
    }

    /// Up to `limit` events after that id, oldest first.
    public List<Event> poll(long afterId, int limit) {
        return database.read(tx -> new EventSql(tx).after(afterId, limit));
    }

    /// The id given last, 0 before the first.
    public long lastId() {
        return database.read(tx -> Counters.last(tx, COUNTER));
    }

    /// Calls back after every commit that appended. The callback only wakes somebody: it is short and reads
    /// nothing.
    public Subscription onCommit(Runnable wake) {
        listeners.add(wake);
        return () -> listeners.remove(wake);
    }

    /// Forgets events older than that; answers how many.
    public int forgetBefore(Instant instant) {
        return database.write(tx -> new EventSql(tx).deleteBefore(instant));
    }

    private void wake() {
        listeners.forEach(Runnable::run);
    }
}
