package dev.trefoil.platform.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.core.drift.DriftFinding;
import dev.trefoil.core.verdict.Bound;
import dev.trefoil.core.verdict.Estimate;
import dev.trefoil.core.verdict.Verdict;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.SettableClock;
import dev.trefoil.platform.db.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// The tables of windows and retrainings.
@ParameterizedClass
@EnumSource
class WindowsTest {
    private static final Instant DAY = Instant.parse("2024-02-29T00:00:00Z");

    @Parameter
    Stores store;

    private Database database;
    private final SettableClock clock = new SettableClock();

    @BeforeEach
    void open() {
        database = store.fresh();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static LiveWindow window(String endpoint, String arm, int day, long rows) {
        Instant from = DAY.plusSeconds(86_400L * day);
        return new LiveWindow(
                endpoint,
                arm,
                from,
                from.plusSeconds(86_400),
                from.toString().substring(0, 10),
                rows,
                rows / 2,
                rows,
                List.of(new DriftFinding("größe", "psi/10", 0.3, 0.25, Double.NaN, Double.NaN, true)),
                List.of(0.0, 0.5),
                List.of(Verdict.of("R1", Estimate.none("auc"), new Bound(Bound.Side.AT_LEAST, 0.6))));
    }

    private void save(LiveWindow window) {
        database.run(tx -> new MonitoringSql(tx).save(window, clock.instant()));
    }

    private List<LiveWindow> windows(String endpoint) {
        return database.read(tx -> new MonitoringSql(tx).windows(endpoint));
    }

    @Test
    void windowsComeBackWholeOldestFirstAndOnlyThoseOfTheirEndpoint() {
        LiveWindow late = window("e", "v1", 3, 10);
        LiveWindow early = window("e", "v1", 0, 7);
        save(late);
        save(early);
        save(window("f", "v1", 9, 1));
        assertThat(windows("e")).containsExactly(early, late);
        Optional<Instant> reached = database.read(tx -> new MonitoringSql(tx).lastUntil("e"));
        assertThat(reached).contains(late.until());
        Optional<Instant> nowhere = database.read(tx -> new MonitoringSql(tx).lastUntil("nobody"));
        assertThat(nowhere).isEmpty();
    }

    @Test
    void aWindowThatIsClosedAgainReplacesItselfAndNotThatOfAnotherArm() {
        save(window("e", "v1", 0, 7));
        save(window("e", "v2", 0, 8));
        LiveWindow again = window("e", "v1", 0, 9);
        save(again);
        assertThat(windows("e")).hasSize(2).contains(again);
    }

    @Test
    void aRetrainingIsNotedOncePerWindowAndTheLatestOneCounts() {
        database.run(tx -> {
            MonitoringSql sql = new MonitoringSql(tx);
            sql.retraining("e", DAY.plusSeconds(50), DAY, "R1 = 'fail'");
            sql.retraining("e", DAY.plusSeconds(90), DAY, "again");
            sql.retraining("e", DAY.plusSeconds(70), DAY.plusSeconds(60), "R1 = 'fail'");
            sql.retraining("f", DAY.plusSeconds(500), DAY, "drift");
        });
        Optional<Instant> last = database.read(tx -> new MonitoringSql(tx).lastRetraining("e"));
        assertThat(last).contains(DAY.plusSeconds(70));
        Optional<Instant> never = database.read(tx -> new MonitoringSql(tx).lastRetraining("g"));
        assertThat(never).isEmpty();
    }
}
