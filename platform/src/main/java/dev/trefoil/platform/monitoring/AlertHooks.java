package dev.trefoil.platform.monitoring;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.event.Delivery;
import dev.trefoil.platform.event.Webhook;
import dev.trefoil.platform.event.Webhooks;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The addresses that charters name for alerts, kept as webhooks: what is told there is signed, and told again until it
/// was taken.
public final class AlertHooks {
    private static final Logger LOG = System.getLogger(AlertHooks.class.getName());
    private static final String KIND = "alert";
    private static final int RECENT = 20;

    private final Database database;
    private final Webhooks webhooks;
    private final UnaryOperator<String> secrets;

    /// @param secrets the secret with which what is told of a project is signed
    public AlertHooks(Database database, Webhooks webhooks, UnaryOperator<String> secrets) {
        this.database = database;
        this.webhooks = webhooks;
        this.secrets = secrets;
    }

    /// The secret with which what is told of a project is signed.
    public String secret(String project) {
        return secrets.apply(project);
    }

    /// Makes the project's webhook be the one at this address, before the alert that it shall hear of. An address that
    /// may not be called is logged; the alert goes on.
    void require(String project, @Nullable URI url) {
        List<Webhook> known =
                webhooks.list(project).stream().filter(AlertHooks::ofAlerts).toList();
        boolean there =
                url != null && known.size() == 1 && known.getFirst().url().equals(url.toString());
        if (there || url == null && known.isEmpty()) {
            return;
        }
        try {
            database.run(tx -> {
                known.forEach(hook -> webhooks.remove(tx, hook.id()));
                if (url != null) {
                    webhooks.register(tx, project, url.toString(), secret(project), Set.of(KIND));
                }
            });
        } catch (PlatformException e) {
            LOG.log(Level.WARNING, "alerts of {0} are not told to {1}: {2}", project, url, e.getMessage());
        }
    }

    private static boolean ofAlerts(Webhook hook) {
        return hook.kinds().equals(Set.of(KIND));
    }

    /// The project's webhooks for alerts.
    public List<Webhook> list(String project) {
        return webhooks.list(project).stream().filter(AlertHooks::ofAlerts).toList();
    }

    /// What was delivered to one, newest first.
    public List<Delivery> deliveries(Webhook hook) {
        return webhooks.deliveries(hook.id(), RECENT);
    }
}
