package dev.trefoil.platform.event;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.db.Counters;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.Tx;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/// Who is told of events by HTTP. What happens from the registration on is delivered at least once, in order;
/// the [WebhookSender] does it.
public final class Webhooks {
    private final Database database;
    private final AddressGuard guard;
    private final InstantSource clock;

    public Webhooks(Database database, AddressGuard guard, InstantSource clock) {
        this.database = database;
        this.guard = guard;
        this.clock = clock;
    }

    /// @param project whose events; empty for all
    /// @param secret with which deliveries are signed, at least 16 characters; it is never shown again
    /// @param kinds such as `alert.raised` or `rollout.*`; empty for all
    /// @throws PlatformException FORBIDDEN for a private address
    public Webhook register(Tx tx, String project, String url, String secret, Set<String> kinds) {
        guard.require(url);
        if (secret.length() < 16) {
            throw PlatformException.invalid("webhook", "The secret is too short: give at least 16 characters.");
        }
        for (String kind : kinds) {
            if (!kind.matches("[a-z][a-z-]*(\\.[a-z-]+)*(\\.\\*)?")) {
                throw PlatformException.invalid(
                        "webhook", "'" + kind + "' is no kind of event: give such as alert.raised or rollout.*.");
            }
        }
        Webhook hook = new Webhook(
                WebhookId.fresh(),
                project,
                url,
                kinds,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                Counters.last(tx, Outbox.COUNTER),
                0,
                "");
        new WebhookSql(tx).insert(new WebhookSql.Signed(hook, secret));
        return hook;
    }

    /// Those of a project; all for an empty name.
    public List<Webhook> list(String project) {
        return database.read(tx -> new WebhookSql(tx).list(project));
    }

    /// @throws PlatformException NOT_FOUND when there is no such webhook
    public void remove(Tx tx, WebhookId id) {
        if (!new WebhookSql(tx).delete(id)) {
            throw PlatformException.notFound("webhook", id.value());
        }
    }

    /// What was delivered or given up, newest first.
    public List<Delivery> deliveries(WebhookId id, int limit) {
        return database.read(tx -> new WebhookSql(tx).deliveries(id, limit));
    }
}
