package dev.trefoil.platform.deployment;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.AuditEntry;
import dev.trefoil.platform.access.AuditLog;
import dev.trefoil.platform.access.AuditSubject;
import dev.trefoil.platform.access.Principal;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.Tx;
import dev.trefoil.platform.event.EventDraft;
import dev.trefoil.platform.event.Outbox;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The endpoints and what answers at them. Every change is loaded before it is made, and audited with it.
public final class Endpoints {
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

    /// Makes the gateway answer as the store says, after a start.
    public void restore() {
        for (Endpoint endpoint : list()) {
            sink.apply(endpoint);
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
    /// @throws PlatformException CONFLICT when the endpoint belongs to another project
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
