package dev.trefoil.platform.monitoring;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.AuditEntry;
import dev.trefoil.platform.access.AuditFilter;
import dev.trefoil.platform.access.AuditLog;
import dev.trefoil.platform.access.AuditSubject;
import dev.trefoil.platform.access.Principal;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.event.EventDraft;
import dev.trefoil.platform.event.Outbox;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Alerts and what is done about them.
public final class Alerts {
    private static final Logger LOG = System.getLogger(Alerts.class.getName());

    private final Database database;
    private final AuditLog audit;
    private final Outbox outbox;
    private final AlertHooks hooks;

    public Alerts(Database database, AuditLog audit, Outbox outbox, AlertHooks hooks) {
        this.database = database;
        this.audit = audit;
        this.outbox = outbox;
        this.hooks = hooks;
    }

    /// Raises it, unless one about the same thing is open or snoozed; answers whether it was raised. It goes to the
    /// log, to whoever listens to events, and to the webhook.
    ///
    /// @param webhook where the charter wants alerts told
    boolean raise(Alert alert, @Nullable URI webhook) {
        hooks.require(alert.project(), webhook);
        boolean raised = database.<Boolean>write(tx -> {
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
        if (raised) {
            LOG.log(Level.WARNING, "alert to {0}: {1}", alert.owner(), alert.says());
        }
        return raised;
    }

    /// Newest first; of all projects when the name is empty.
    public List<Alert> list(String project) {
        return database.read(tx -> new MonitoringSql(tx).alerts(project));
    }

    /// Snoozes, closes or opens an alert again, with the reason that the audit log keeps.
    ///
    /// @throws PlatformException CONFLICT, with who did it, when it is in that state already, or closed and to be
    /// snoozed
    public Alert answer(Principal who, String id, Alert.State state, String why) {
        if (why.isBlank()) {
            throw PlatformException.invalid("alert " + id, "Say why: the reason goes into the audit log.");
        }
        Alert seen = require(id);
        if (answered(seen, state)) {
            throw conflict(seen, lastAnswer(seen));
        }
        return database.write(tx -> {
            MonitoringSql sql = new MonitoringSql(tx);
            Alert before = sql.alert(id).orElseThrow(() -> PlatformException.notFound("alert", id));
            if (answered(before, state)) {
                throw conflict(before, "somebody did it a moment ago");
            }
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

    public Alert require(String id) {
        return database.read(tx -> new MonitoringSql(tx).alert(id))
                .orElseThrow(() -> PlatformException.notFound("alert", id));
    }

    private static boolean answered(Alert alert, Alert.State wanted) {
        return alert.state() == wanted || alert.state() == Alert.State.CLOSED && wanted == Alert.State.SNOOZED;
    }

    private String lastAnswer(Alert alert) {
        AuditSubject subject = new AuditSubject(alert.project(), "alert", alert.id());
        return audit.list(AuditFilter.about(subject), "", 1).items().stream()
                .findFirst()
                .map(record -> record.entry().who().name() + " did it at "
                        + record.at().truncatedTo(ChronoUnit.SECONDS) + " (“" + alert.note() + "”)")
                .orElse("nobody has answered it yet");
    }

    private static PlatformException conflict(Alert alert, String who) {
        return new PlatformException(
                PlatformException.Kind.CONFLICT,
                "alert " + alert.id(),
                "The alert on " + alert.subject() + " is "
                        + alert.state().name().toLowerCase(java.util.Locale.ROOT) + " already: " + who + ".");
    }
}
