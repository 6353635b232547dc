package dev.trefoil.platform.deployment;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.AuditEntry;
import dev.trefoil.platform.access.AuditFilter;
import dev.trefoil.platform.access.AuditLog;
import dev.trefoil.platform.access.AuditSubject;
import dev.trefoil.platform.access.Principal;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.Tx;
import dev.trefoil.platform.event.EventDraft;
import dev.trefoil.platform.event.Outbox;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The endpoints and what answers at them. Every change is loaded before it is made, and audited with it.
public final class Endpoints {
    private static final Logger LOG = System.getLogger(Endpoints.class.getName());

    private final Database database;
    private final AuditLog audit;
    private final Outbox outbox;
    private final InstantSource clock;
    private final RouteSink sink;
    private final ReentrantLock changing = new ReentrantLock();

    public Endpoints(Database database, AuditLog audit, Outbox outbox, InstantSource clock, RouteSink sink) {
        this.database = database;
        this.audit = audit;
        this.outbox = outbox;
        this.clock = clock;
        this.sink = sink;
    }

    public Optional<Endpoint> find(String name) {
        return database.read(tx -> new EndpointSql(tx).find(name));
    }

    public Endpoint require(String name) {
        return find(name).orElseThrow(() -> PlatformException.notFound("endpoint", name));
    }

    public List<Endpoint> list() {
        return database.read(tx -> new EndpointSql(tx).list());
    }

    /// Makes the gateway answer as the store says, after a start. An endpoint that cannot be loaded says why at its
    /// address; the others serve.
    public void restore() {
        for (Endpoint endpoint : list()) {
            try {
                sink.apply(endpoint);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "endpoint " + endpoint.name() + " cannot answer", e);
                sink.unavailable(endpoint, String.valueOf(e.getMessage()));
            }
        }
    }

    /// A change of what answers.
    ///
    /// @param project the endpoint belongs to
    /// @param model whose versions answer
    /// @param keepFormer whether what answered so far is kept for the way back
    public record Change(
            String endpoint, String project, String model, ActiveRoute route, boolean keepFormer, String why) {}

    /// Loads the new arms, stores the route with its audit record, then swaps. When loading fails nothing has
    /// changed.
    ///
    /// @throws PlatformException CONFLICT when the endpoint belongs to another project or serves another model
    public Endpoint change(Principal who, Change change) {
        return change(who, change, _ -> {});
    }

    /// Something else to store in the same transaction.
    interface Together {
        void store(Tx tx);
    }

    Endpoint change(Principal who, Change change, Together together) {
        changing.lock();
        try {
            Optional<Endpoint> before = find(change.endpoint());
            if (before.isPresent() && !before.get().project().equals(change.project())) {
                throw new PlatformException(
                        PlatformException.Kind.CONFLICT,
                        "endpoint " + change.endpoint(),
                        "Endpoint '" + change.endpoint() + "' belongs to project '"
                                + before.get().project() + "': choose another name under deployment.endpoint.");
            }
            if (before.isPresent() && !before.get().model().equals(change.model())) {
                throw new PlatformException(
                        PlatformException.Kind.CONFLICT,
                        "endpoint " + change.endpoint(),
                        "Endpoint '" + change.endpoint() + "' serves versions of model '"
                                + before.get().model() + "', not of '" + change.model()
                                + "': choose another name under deployment.endpoint.");
            }
            Endpoint after = new Endpoint(
                    change.endpoint(),
                    change.project(),
                    change.model(),
                    change.route(),
                    change.keepFormer() ? before.map(Endpoint::route) : before.flatMap(Endpoint::former),
                    before.map(Endpoint::revision).orElse(0L) + 1,
                    clock.instant());
            sink.apply(after);
            try {
                store(who, before, after, change.why(), together);
            } catch (RuntimeException e) {
                before.ifPresent(sink::apply);
                throw e;
            }
            return after;
        } finally {
            changing.unlock();
        }
    }

    private void store(Principal who, Optional<Endpoint> before, Endpoint after, String why, Together together) {
        database.run(tx -> {
            new EndpointSql(tx).save(after);
            together.store(tx);
            audit.append(
                    tx,
                    new AuditEntry(
                            who,
                            "endpoint.route",
                            new AuditSubject(after.project(), "endpoint", after.name()),
                            before.map(e -> DeploymentCodec.write(e.route())).orElse(""),
                            DeploymentCodec.write(after.route()),
                            why));
            outbox.append(
                    tx,
                    new EventDraft(
                            after.project(), "endpoint", after.name(), "{\"revision\":" + after.revision() + "}"));
        });
    }

    /// Does something to an endpoint only if it is still as the caller saw it; nobody else changes an endpoint
    /// meanwhile.
    ///
    /// @param revision that the caller saw
    /// @throws PlatformException CONFLICT that says who changed it, how, and what answers now
    public <T> T ifStill(String name, long revision, Supplier<T> act) {
        changing.lock();
        try {
            Endpoint now = require(name);
            if (now.revision() != revision) {
                throw new PlatformException(
                        PlatformException.Kind.CONFLICT,
                        "endpoint " + name,
                        "Endpoint '" + name + "' is not as you saw it. " + lastChange(now) + "It answers with "
                                + now.route().says() + " now: look again, then decide.");
            }
            return act.get();
        } finally {
            changing.unlock();
        }
    }

    /// Looks and acts while nobody else changes an endpoint.
    <T> T exclusively(Supplier<T> act) {
        changing.lock();
        try {
            return act.get();
        } finally {
            changing.unlock();
        }
    }

    private String lastChange(Endpoint endpoint) {
        AuditSubject subject = new AuditSubject(endpoint.project(), "endpoint", endpoint.name());
        return audit.list(AuditFilter.about(subject), "", 1).items().stream()
                .findFirst()
                .map(record -> record.entry().who().name() + " changed it at "
                        + record.at().truncatedTo(ChronoUnit.SECONDS) + " ("
                        + record.entry().why() + "). ")
                .orElse("");
    }

    /// Makes a route that was in force before answer again: its text is in the audit log. The same as [#change] in
    /// every other way.
    ///
    /// @param route as an audit record has it
    public Endpoint restore(Principal who, String name, String route, String why) {
        Endpoint now = require(name);
        return change(who, new Change(name, now.project(), now.model(), DeploymentCodec.readRoute(route), true, why));
    }

    /// What a route in an audit record says, such as `v1 100 %`.
    public static String says(String route) {
        return DeploymentCodec.readRoute(route).says();
    }

    /// Back to what answered before, at once.
    ///
    /// @throws PlatformException CONFLICT when nothing answered before
    public Endpoint rollback(Principal who, String name, String why) {
        Endpoint now = require(name);
        ActiveRoute former = now.former()
                .orElseThrow(() -> new PlatformException(
                        PlatformException.Kind.CONFLICT,
                        "endpoint " + name,
                        "Endpoint '" + name + "' has no former version to go back to."));
        return change(who, new Change(name, now.project(), now.model(), former, true, why));
    }
}
