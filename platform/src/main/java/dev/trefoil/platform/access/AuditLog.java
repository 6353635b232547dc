package dev.trefoil.platform.access;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.db.Counters;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.Page;
import dev.trefoil.platform.db.Tx;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// The record of every change of the control plane, appended in the same transaction as the change.
public final class AuditLog {
    private static final String COUNTER = "audit";

    private final Database database;
    private final InstantSource clock;

    public AuditLog(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Appends. On PostgreSQL, transactions that append wait for one another from here to their commit.
    public AuditRecord append(Tx tx, AuditEntry entry) {
        long number = Counters.next(tx, COUNTER);
        AuditSql sql = new AuditSql(tx);
        AuditRecord record = AuditRecord.chained(
                number, clock.instant().truncatedTo(ChronoUnit.MICROS), entry, sql.hashOf(number - 1));
        sql.insert(record);
        return record;
    }

    public Optional<AuditRecord> find(long number) {
        return database.read(tx -> new AuditSql(tx).find(number));
    }

    /// Newest first.
    ///
    /// @param token of the page before, empty for the newest
    public Page<AuditRecord> list(AuditFilter filter, String token, int limit) {
        long before = token.isEmpty() ? Long.MAX_VALUE : number(token);
        List<AuditRecord> found = database.read(tx -> new AuditSql(tx).list(filter, before, limit + 1));
        boolean more = found.size() > limit;
        List<AuditRecord> items = more ? found.subList(0, limit) : found;
        return new Page<>(items, more ? Long.toString(items.getLast().number()) : "");
    }

    /// Checks the whole chain.
    public AuditCheck verify() {
        return database.read(tx -> {
            AuditChain chain = new AuditChain();
            new AuditSql(tx).each(chain::follow);
            return chain.check(Counters.last(tx, COUNTER));
        });
    }

    private static long number(String token) {
        try {
            return Long.parseLong(token);
        } catch (NumberFormatException e) {
            throw PlatformException.invalid("page token", "This page token is not one of the audit list.");
        }
    }
}
