package dev.trefoil.platform.monitoring;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.AuditEntry;
import dev.trefoil.platform.access.AuditLog;
import dev.trefoil.platform.access.AuditSubject;
import dev.trefoil.platform.access.Principal;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.event.EventDraft;
import dev.trefoil.platform.event.Outbox;
import java.util.List;

/// Alerts and what is done about them.
public final class Alerts {
    private final Database database;
    private final AuditLog audit;
    private final Outbox outbox;

    public Alerts(Database database, AuditLog audit, Outbox outbox) {
        this.database = database;
        this.audit = audit;
        this.outbox = outbox;
    }

    /// Raises it, unless one about the same thing is open or snoozed; answers whether it was raised.
    boolean raise(Alert alert) {
        return database.write(tx -> {
            MonitoringSql sql = new MonitoringSql(tx);
            boolean known = sql.alerts(alert.project()).stream()
                    .anyMatch(other -> other.state() != Alert.State.CLOSED
                            && other.endpoint().equals(alert.endpoint())
                            && other.subject().equals(alert.subject()));
            if (known) {
                return false;
            }
            sql.save(alert);
            outbox.append(tx, new EventDraft(alert.project(), "alert", alert.id(), MonitoringCodec.write(alert)));
            return true;
        });
    }

    /// Newest first; of all projects when the name is empty.
    public List<Alert> list(String project) {
        return database.read(tx -> new MonitoringSql(tx).alerts(project));
    }

    /// Snoozes or closes an alert, with the reason that the audit log keeps.
    public Alert answer(Principal who, String id, Alert.State state, String why) {
        if (why.isBlank()) {
            throw PlatformException.invalid("alert " + id, "Say why: the reason goes into the audit log.");
        }
        return database.write(tx -> {
            MonitoringSql sql = new MonitoringSql(tx);
            Alert before = sql.alert(id).orElseThrow(() -> PlatformException.notFound("alert", id));
            Alert after = before.as(state, why);
            sql.save(after);
            audit.append(
                    tx,
                    new AuditEntry(
                            who,
                            "alert." + state.name().toLowerCase(java.util.Locale.ROOT),
                            new AuditSubject(before.project(), "alert", id),
                            "{\"state\":\"" + before.state() + "\"}",
                            "{\"state\":\"" + state + "\"}",
                            why));
            outbox.append(tx, new EventDraft(after.project(), "alert", id, MonitoringCodec.write(after)));
            return after;
        });
    }
}
