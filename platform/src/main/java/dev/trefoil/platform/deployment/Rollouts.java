package dev.trefoil.platform.deployment;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.Principal;
import dev.trefoil.platform.db.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Rollouts: started, moved step by step, taken back. Every move changes the endpoint's route in the same breath.
public final class Rollouts {
    private final Database database;
    private final Endpoints endpoints;
    private final InstantSource clock;

    public Rollouts(Database database, Endpoints endpoints, InstantSource clock) {
        this.database = database;
        this.endpoints = endpoints;
        this.clock = clock;
    }

    /// What to roll out.
    ///
    /// @param candidate arm that shall take over
    /// @param baseline arm that answers the rest meanwhile
    /// @param charter digest of the charter that applies
    public record Start(
            String endpoint,
            String project,
            String model,
            String candidate,
            String baseline,
            String charter,
            Rollout.Plan plan) {}

    /// Starts at the first step.
    ///
    /// @throws PlatformException CONFLICT while another rollout of the endpoint is open
    public Rollout start(Principal who, Start start, String why) {
        return endpoints.exclusively(() -> begin(who, start, why));
    }

    private Rollout begin(Principal who, Start start, String why) {
        Optional<Rollout> open = open(start.endpoint());
        if (open.isPresent()) {
            if (open.get().candidate().equals(start.candidate())) {
                return open.get();
            }
            throw new PlatformException(
                    PlatformException.Kind.CONFLICT,
                    "endpoint " + start.endpoint(),
                    "A rollout of " + open.get().candidate() + " is open at endpoint '" + start.endpoint()
                            + "': promote it or abort it first.");
        }
        Instant now = clock.instant();
        Rollout rollout = new Rollout(
                UUID.randomUUID().toString(),
                start.endpoint(),
                start.project(),
                start.candidate(),
                start.baseline(),
                start.plan(),
                RolloutState.RUNNING,
                0,
                now,
                List.of(),
                now);
        ActiveRoute route = route(rollout, rollout.current().share(), start.charter());
        endpoints.change(
                who,
                new Endpoints.Change(start.endpoint(), start.project(), start.model(), route, true, why),
                tx -> new EndpointSql(tx).save(rollout, now));
        return rollout;
    }

    /// Both arms score every row until the rollout is over, so that they are compared in pairs.
    private static ActiveRoute route(Rollout rollout, double share, String charter) {
        return new ActiveRoute(
                List.of(new ArmShare(rollout.baseline(), 1 - share), new ArmShare(rollout.candidate(), share)),
                true,
                charter,
                rollout.id());
    }

    /// The open rollout of an endpoint, if any.
    public Optional<Rollout> open(String endpoint) {
        return list(endpoint).stream().filter(r -> !r.state().over()).findFirst();
    }

    /// Every open rollout.
    public List<Rollout> open() {
        return database.read(tx -> new EndpointSql(tx).open());
    }

    /// Newest first.
    public List<Rollout> list(String endpoint) {
        return database.read(tx -> new EndpointSql(tx).rollouts(endpoint));
    }

    public Rollout require(String id) {
        return database.read(tx -> new EndpointSql(tx).rollout(id))
                .orElseThrow(() -> PlatformException.notFound("rollout", id));
    }

    /// Evidence and reason behind a move.
    public record Reason(long rows, String says, List<Rollout.Guardrail> guardrails) {
        public static Reason of(String says) {
            return new Reason(0, says, List.of());
        }
    }

    /// To the next step; after the last one the candidate answers alone.
    public Rollout advance(Principal who, String id, Reason reason) {
        return endpoints.exclusively(() -> {
            Rollout rollout = requireOpen(id);
            int next = rollout.step() + 1;
            return next >= rollout.plan().steps().size()
                            || rollout.plan().steps().get(next).share() >= 1
                    ? promote(who, id, reason)
                    : move(who, rollout, RolloutState.RUNNING, next, "step", reason);
        });
    }

    /// The candidate answers everything from now on; the former version is kept for the way back.
    public Rollout promote(Principal who, String id, Reason reason) {
        return endpoints.exclusively(() -> {
            Rollout rollout = requireOpen(id);
            return move(who, rollout, RolloutState.DONE, rollout.plan().steps().size(), "promote", reason);
        });
    }

    /// Takes the candidate back: the baseline answers everything.
    public Rollout back(Principal who, String id, boolean byJudge, Reason reason) {
        return endpoints.exclusively(() -> {
            Rollout rollout = requireOpen(id);
            return move(
                    who,
                    rollout,
                    byJudge ? RolloutState.ROLLED_BACK : RolloutState.ABORTED,
                    rollout.step(),
                    byJudge ? "roll back" : "abort",
                    reason);
        });
    }

    /// Leaves the traffic as it is until a person decides.
    public Rollout hold(Principal who, String id, Reason reason) {
        return endpoints.exclusively(() -> {
            Rollout rollout = requireOpen(id);
            return move(who, rollout, RolloutState.WAITING, rollout.step(), "hold", reason);
        });
    }

    private Rollout requireOpen(String id) {
        Rollout rollout = require(id);
        if (rollout.state().over()) {
            throw new PlatformException(
                    PlatformException.Kind.CONFLICT,
                    "rollout " + id,
                    "This rollout is over (" + rollout.state().word() + "); endpoint '" + rollout.endpoint()
                            + "' has moved on.");
        }
        return rollout;
    }

    private Rollout move(Principal who, Rollout rollout, RolloutState state, int step, String action, Reason reason) {
        Instant now = clock.instant();
        Rollout moved = rollout.decided(
                state,
                step,
                state == RolloutState.RUNNING ? now : rollout.stepReceived(),
                new Rollout.Decision(
                        now, action, rollout.step(), reason.rows(), reason.says(), who.name(), reason.guardrails()));
        Endpoint endpoint = endpoints.require(rollout.endpoint());
        String charter = endpoint.route().charter();
        ActiveRoute route = switch (state) {
            case DONE -> ActiveRoute.only(rollout.candidate(), charter);
            case ROLLED_BACK, ABORTED -> ActiveRoute.only(rollout.baseline(), charter);
            case RUNNING -> route(rollout, rollout.plan().steps().get(step).share(), charter);
            case WAITING -> endpoint.route();
        };
        Endpoints.Change change = new Endpoints.Change(
                rollout.endpoint(), rollout.project(), endpoint.model(), route, false, action + ": " + reason.says());
        if (state == RolloutState.DONE) {
            keepBaseline(who, change, rollout, moved, charter, now);
        } else {
            endpoints.change(who, change, tx -> new EndpointSql(tx).save(moved, now));
        }
        return moved;
    }

    /// The way back after a promotion leads to the baseline alone, not to a step of this rollout.
    private void keepBaseline(
            Principal who, Endpoints.Change change, Rollout rollout, Rollout moved, String charter, Instant now) {
        List<ArmShare> baseline = new ArrayList<>(List.of(new ArmShare(rollout.baseline(), 1)));
        endpoints.change(who, change, tx -> {
            EndpointSql sql = new EndpointSql(tx);
            sql.save(moved, now);
            Endpoint stored = sql.find(rollout.endpoint()).orElseThrow();
            sql.save(new Endpoint(
                    stored.name(),
                    stored.project(),
                    stored.model(),
                    stored.route(),
                    Optional.of(new ActiveRoute(baseline, false, charter, "")),
                    stored.revision(),
                    stored.changedAt()));
        });
    }
}
