package dev.trefoil.platform.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.verdict.Bound;
import dev.trefoil.core.verdict.Estimate;
import dev.trefoil.core.verdict.Verdict;
import dev.trefoil.platform.access.AuditFilter;
import dev.trefoil.platform.access.AuditLog;
import dev.trefoil.platform.access.Principal;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.SettableClock;
import dev.trefoil.platform.db.Stores;
import dev.trefoil.platform.event.AddressGuard;
import dev.trefoil.platform.event.Outbox;
import dev.trefoil.platform.event.Webhooks;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class AlertsTest {
    private static final Principal ANNA = new Principal("anna", Principal.Kind.USER);
    private static final URI RECEIVER = URI.create("http://127.0.0.1:9/alerts");

    @Parameter
    Stores store;

    private Database database;
    private AuditLog audit;
    private AlertHooks hooks;
    private Alerts alerts;

    @BeforeEach
    void open() {
        database = store.fresh();
        SettableClock clock = new SettableClock();
        audit = new AuditLog(database, clock);
        AddressGuard guard = new AddressGuard(true, Set.of());
        hooks = new AlertHooks(database, new Webhooks(database, guard, clock), project -> "secret-of-" + project);
        alerts = new Alerts(database, audit, new Outbox(database, clock), hooks);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Alert alert(String id, String subject) {
        Verdict verdict = Verdict.of(
                subject,
                new Estimate(0.007, -0.001, 0.014, 29_000, 31, "auc-difference", 0.95),
                new Bound(Bound.Side.AT_LEAST, 0.02));
        return new Alert(
                id,
                "flights",
                "delays",
                "desk",
                subject,
                "2013-07",
                subject + " fails",
                verdict,
                List.of("temp", "dewp"),
                Alert.State.OPEN,
                "",
                Instant.parse("2013-08-01T00:00:00Z"));
    }

    @Test
    void oneSubjectAlertsOnceUntilItIsClosed() {
        assertThat(alerts.raise(alert("a1", "R1"), null)).isTrue();
        assertThat(alerts.raise(alert("a2", "R1"), null)).isFalse();
        assertThat(alerts.raise(alert("a3", "R5"), null)).isTrue();
        alerts.answer(ANNA, "a1", Alert.State.SNOOZED, "seen");
        assertThat(alerts.raise(alert("a4", "R1"), null)).isFalse();
        alerts.answer(ANNA, "a1", Alert.State.CLOSED, "mended");
        assertThat(alerts.raise(alert("a5", "R1"), null)).isTrue();
        assertThat(alerts.list("flights")).hasSize(3);
        assertThat(alerts.list("other")).isEmpty();
        assertThat(alerts.list("").getFirst().moved()).containsExactly("temp", "dewp");
        assertThat(audit.list(AuditFilter.any(), "", 10).items())
                .extracting(record -> record.entry().why())
                .containsExactly("mended", "seen");
    }

    @Test
    void anAnswerNeedsItsReason() {
        alerts.raise(alert("a1", "R1"), null);
        assertThatThrownBy(() -> alerts.answer(ANNA, "a1", Alert.State.CLOSED, " "))
                .hasMessageContaining("Say why");
        assertThatThrownBy(() -> alerts.answer(ANNA, "nobody", Alert.State.CLOSED, "x"))
                .hasMessageContaining("nobody");
    }

    @Test
    void theWebhookIsTheOneThatTheCharterNamesNow() {
        alerts.raise(alert("a1", "R1"), RECEIVER);
        assertThat(hooks.list("flights"))
                .singleElement()
                .satisfies(hook -> assertThat(hook.url()).isEqualTo(RECEIVER.toString()));
        alerts.raise(alert("a2", "R2"), RECEIVER);
        assertThat(hooks.list("flights")).hasSize(1);
        URI moved = URI.create("http://127.0.0.1:9/elsewhere");
        alerts.raise(alert("a3", "R3"), moved);
        assertThat(hooks.list("flights"))
                .singleElement()
                .satisfies(hook -> assertThat(hook.url()).isEqualTo(moved.toString()));
        alerts.raise(alert("a4", "R4"), null);
        assertThat(hooks.list("flights")).isEmpty();
    }

    @Test
    void anAddressThatMayNotBeCalledDoesNotKeepTheAlertBack() {
        assertThat(alerts.raise(alert("a1", "R1"), URI.create("http://192.168.1.1/alerts")))
                .isTrue();
        assertThat(hooks.list("flights")).isEmpty();
        assertThat(alerts.list("flights")).hasSize(1);
    }
}
