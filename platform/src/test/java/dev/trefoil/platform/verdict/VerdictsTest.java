package dev.trefoil.platform.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.verdict.Bound;
import dev.trefoil.core.verdict.Estimate;
import dev.trefoil.core.verdict.Outcome;
import dev.trefoil.core.verdict.Verdict;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.Page;
import dev.trefoil.platform.db.SettableClock;
import dev.trefoil.platform.db.Stores;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class VerdictsTest {
    private static final Bound BY_TWO = new Bound(Bound.Side.AT_LEAST, 0.02);
    private static final Window MARCH =
            new Window(Instant.parse("2013-03-01T00:00:00Z"), Instant.parse("2013-04-01T00:00:00Z"), "2013-03");
    private static final Window JULY =
            new Window(Instant.parse("2013-07-01T00:00:00Z"), Instant.parse("2013-08-01T00:00:00Z"), "2013-07");

    @Parameter
    Stores store;

    private Database database;
    private Verdicts verdicts;

    @BeforeEach
    void open() {
        database = store.fresh();
        verdicts = new Verdicts(database, new SettableClock());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Verdict lead(double value, double low, double high) {
        return Verdict.of("R1", new Estimate(value, low, high, 26_000, 31, "auc-difference/cluster", 0.95), BY_TWO);
    }

    private StoredJudgement judge(Place place, Window window, long version, Verdict verdict, String inputs) {
        Judgement judgement = new Judgement(
                JudgedSubject.version("flights", "delays", version, "c1"), place, window, verdict, Digest.of(inputs));
        return database.write(tx -> verdicts.append(tx, judgement));
    }

    @Test
    void everyNumberComesBackAsItWas() {
        Verdict undefined = new Verdict(
                        "R2", "ORD", Outcome.INCONCLUSIVE, Estimate.none("auc"), new Bound(Bound.Side.WITHIN, 0.05), "")
                .withReason("no data");
        StoredJudgement stored = judge(Place.ROLLOUT, Window.timeless("step 2"), 3, undefined, "x");
        assertThat(verdicts.list(VerdictFilter.project("flights"), "", 10).items())
                .containsExactly(stored);
    }

    @Test
    void theSameJudgementTwiceIsStoredOnce() {
        StoredJudgement first = judge(Place.HOLD_OUT, MARCH, 1, lead(.05, .04, .059), "rows");
        assertThat(judge(Place.HOLD_OUT, MARCH, 1, lead(.05, .04, .059), "rows"))
                .isEqualTo(first);
        assertThat(judge(Place.LIVE, MARCH, 1, lead(.05, .04, .059), "rows")).isNotEqualTo(first);
        assertThat(verdicts.list(VerdictFilter.project("flights"), "", 10).items())
                .hasSize(2);
    }

    @Test
    void theMatrixHoldsTheLastWordOfEachWindow() {
        judge(Place.HOLD_OUT, MARCH, 1, lead(.05, .04, .059), "march");
        judge(Place.LIVE, JULY, 1, lead(.012, .001, .025), "july, half matured");
        judge(Place.LIVE, JULY, 1, lead(.007, -.001, .014), "july, all matured");
        judge(Place.LIVE, JULY, 2, lead(.029, .02, .04), "july, retrained");
        List<StoredJudgement> matrix = verdicts.matrix(VerdictFilter.project("flights"));
        assertThat(matrix)
                .extracting(s -> s.judgement().verdict().outcome())
                .containsExactly(Outcome.PASS, Outcome.FAIL, Outcome.PASS);
        assertThat(matrix)
                .extracting(s -> s.judgement().window().label())
                .containsExactly("2013-03", "2013-07", "2013-07");
    }

    @Test
    void listsFilterAndPage() {
        for (int i = 0; i < 5; i++) {
            judge(Place.LIVE, JULY, 1, lead(.01, .0, .03), "live " + i);
        }
        judge(Place.HOLD_OUT, MARCH, 2, lead(.05, .04, .059), "march");
        VerdictFilter live = VerdictFilter.project("flights")
                .at(Place.LIVE)
                .requirement("R1")
                .outcome(Outcome.INCONCLUSIVE)
                .version("delays", 1);
        Page<StoredJudgement> first = verdicts.list(live, "", 3);
        assertThat(first.items()).extracting(StoredJudgement::number).containsExactly(5L, 4L, 3L);
        assertThat(verdicts.list(live, first.next(), 3).items())
                .extracting(StoredJudgement::number)
                .containsExactly(2L, 1L);
        assertThat(verdicts.list(VerdictFilter.project("other"), "", 3).items()).isEmpty();
        assertThatThrownBy(() -> verdicts.list(live, "x", 3)).hasMessageContaining("page token");
    }
}
