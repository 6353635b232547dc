package dev.trefoil.platform.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.AuditLog;
import dev.trefoil.platform.access.Principal;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.SettableClock;
import dev.trefoil.platform.db.Stores;
import dev.trefoil.platform.event.Outbox;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class RolloutsTest {
    private static final Principal ANNA = new Principal("anna", Principal.Kind.USER);
    private static final Rollouts.Reason BECAUSE = Rollouts.Reason.of("because");

    @Parameter
    Stores store;

    private final List<String> applied = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private boolean broken;
    private Database database;
    private Endpoints endpoints;
    private Rollouts rollouts;

    @BeforeEach
    void open() {
        database = store.fresh();
        SettableClock clock = new SettableClock();
        endpoints = new Endpoints(
                database, new AuditLog(database, clock), new Outbox(database, clock), clock, new RouteSink() {
                    @Override
                    public void apply(Endpoint endpoint) {
                        if (broken) {
                            throw new IllegalStateException("cannot be loaded");
                        }
                        applied.add(endpoint.route().says());
                    }

                    @Override
                    public void unavailable(Endpoint endpoint, String reason) {
                        refused.add(endpoint.name() + ": " + reason);
                    }
                });
        rollouts = new Rollouts(database, endpoints, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Rollout start(String candidate) {
        Rollout.Plan plan = new Rollout.Plan(
                "canary",
                "L5",
                List.of(new RolloutStep(0), new RolloutStep(0.05), new RolloutStep(0.25), new RolloutStep(1)),
                100,
                2_000);
        return rollouts.start(ANNA, new Rollouts.Start("e", "p", "m", candidate, "rule", "c1", plan), "a better one");
    }

    @Test
    void aCandidateGoesStepByStepToAllTraffic() {
        Rollout rollout = start("v1");
        assertThat(endpoints.require("e").route().says()).isEqualTo("rule 100 %, v1 0 %");
        assertThat(endpoints.require("e").route().shadow()).isTrue();
        rollout = rollouts.advance(ANNA, rollout.id(), BECAUSE);
        rollout = rollouts.advance(ANNA, rollout.id(), BECAUSE);
        assertThat(endpoints.require("e").route().says()).isEqualTo("rule 75 %, v1 25 %");
        assertThat(endpoints.require("e").route().salt()).isEqualTo(rollout.id());
        rollout = rollouts.advance(ANNA, rollout.id(), BECAUSE);
        assertThat(rollout.state()).isEqualTo(RolloutState.DONE);
        Endpoint now = endpoints.require("e");
        assertThat(now.route().says()).isEqualTo("v1 100 %");
        assertThat(now.route().shadow()).isFalse();
        assertThat(now.former().orElseThrow().says()).isEqualTo("rule 100 %");
        assertThat(rollouts.open("e")).isEmpty();
        assertThat(rollout.decisions()).extracting(Rollout.Decision::action).containsExactly("step", "step", "promote");
        endpoints.rollback(ANNA, "e", "worse");
        assertThat(endpoints.require("e").route().says()).isEqualTo("rule 100 %");
        assertThat(applied).endsWith("v1 100 %", "rule 100 %");
    }

    @Test
    void oneRolloutAtATimeAndTheSameOneIsNotStartedTwice() {
        Rollout first = start("v1");
        assertThat(start("v1").id()).isEqualTo(first.id());
        assertThatThrownBy(() -> start("v2"))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("A rollout of v1 is open");
        assertThat(rollouts.list("e")).hasSize(1);
        assertThat(rollouts.open()).hasSize(1);
    }

    @Test
    void aCandidateThatIsTakenBackLeavesTheBaseline() {
        Rollout rollout = rollouts.advance(ANNA, start("v1").id(), BECAUSE);
        Rollout back = rollouts.back(ANNA, rollout.id(), true, BECAUSE);
        assertThat(back.state()).isEqualTo(RolloutState.ROLLED_BACK);
        assertThat(endpoints.require("e").route().says()).isEqualTo("rule 100 %");
        assertThatThrownBy(() -> rollouts.advance(ANNA, rollout.id(), BECAUSE)).hasMessageContaining("is over");
    }

    @Test
    void aRolloutThatWaitsKeepsItsTraffic() {
        Rollout rollout = rollouts.advance(ANNA, start("v1").id(), BECAUSE);
        assertThat(rollouts.hold(ANNA, rollout.id(), BECAUSE).state()).isEqualTo(RolloutState.WAITING);
        assertThat(endpoints.require("e").route().says()).isEqualTo("rule 95 %, v1 5 %");
        assertThat(rollouts.advance(ANNA, rollout.id(), BECAUSE).state()).isEqualTo(RolloutState.RUNNING);
    }

    @Test
    void whatCannotBeLoadedChangesNothing() {
        start("v1");
        broken = true;
        assertThatThrownBy(() ->
                        rollouts.promote(ANNA, rollouts.open("e").orElseThrow().id(), BECAUSE))
                .hasMessageContaining("cannot be loaded");
        assertThat(endpoints.require("e").route().says()).isEqualTo("rule 100 %, v1 0 %");
        assertThat(rollouts.open("e").orElseThrow().step()).isZero();
        endpoints.restore();
        assertThat(refused).containsExactly("e: cannot be loaded");
    }

    @Test
    void anEndpointBelongsToOneProject() {
        start("v1");
        assertThatThrownBy(() -> endpoints.change(
                        ANNA, new Endpoints.Change("e", "other", "m", ActiveRoute.only("v1", "c1"), true, "")))
                .hasMessageContaining("belongs to project 'p'");
        assertThatThrownBy(() -> endpoints.change(
                        ANNA, new Endpoints.Change("e", "p", "other", ActiveRoute.only("v1", "c1"), true, "")))
                .hasMessageContaining("serves versions of model 'm', not of 'other'");
        assertThatThrownBy(() -> endpoints.rollback(ANNA, "nobody", "")).isInstanceOf(PlatformException.class);
    }
}
