package dev.trefoil.platform.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.capture.CapturedBlock;
import dev.trefoil.core.capture.CapturedRows;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.SettableClock;
import dev.trefoil.platform.db.Stores;
import dev.trefoil.platform.event.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class PredictionsTest {
    private static final Instant DAY = Instant.parse("2024-03-01T00:00:00Z");

    @Parameter
    Stores store;

    private Database database;
    private SettableClock clock;
    private Predictions predictions;
    private CaptureIntake intake;
    private Outbox outbox;
    private CaptureRules rules = CaptureRules.KEEP_ALL;

    @BeforeEach
    void open() {
        database = store.fresh();
        clock = new SettableClock();
        predictions = new Predictions(database, clock);
        outbox = new Outbox(database, clock);
        intake = new CaptureIntake(database, _ -> rules, outbox, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static CapturedBlock block(long offset, String id, int rows, Instant event) {
        Schema schema =
                new Schema(List.of(new ColumnSpec("x", ColumnType.NUMBER), new ColumnSpec("name", ColumnType.STRING)));
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, event);
        CapturedRows captured = new CapturedRows(
                "e",
                new ColumnBatch(
                        schema,
                        List.of(
                                new NumberColumn(IntStream.range(0, rows)
                                        .mapToDouble(r -> r)
                                        .toArray()),
                                new StringColumn(IntStream.range(0, rows)
                                        .mapToObj(r -> "anna")
                                        .toArray(String[]::new)))),
                IntStream.range(0, rows).mapToObj(r -> id + r).toList(),
                IntStream.range(0, rows).mapToLong(r -> micros + r).toArray(),
                micros,
                2_000_000,
                List.of("v1", "rule"),
                List.of(IntStream.range(0, rows).mapToDouble(r -> 0.5).toArray(), new double[0]),
                new byte[rows],
                new byte[rows]);
        return new CapturedBlock(offset, offset + 100, captured);
    }

    private ServedRows all() {
        return predictions.rows("e", Instant.EPOCH, DAY.plus(Duration.ofDays(1_000)));
    }

    @Test
    void whatWasCapturedComesBackAsItWas() {
        intake.ingest("g", "s", List.of(block(0, "a", 3, DAY)));
        ServedRows rows = all();
        assertThat(rows.size()).isEqualTo(3);
        assertThat(rows.rows().column("x").number(2)).isEqualTo(2);
        assertThat(rows.rows().column("name").text(1)).isEqualTo("anna");
        assertThat(rows.answeredBy()).containsOnly("v1");
        assertThat(rows.scores("v1").orElseThrow()).containsExactly(0.5, 0.5, 0.5);
        assertThat(rows.scores("rule")).isEmpty();
        assertThat(predictions.watermark("e")).contains(DAY.plus(2, ChronoUnit.MICROS));
        assertThat(predictions.first("e")).contains(DAY);
        assertThat(predictions.rows("other", Instant.EPOCH, DAY).size()).isZero();
    }

    @Test
    void blocksThatComeAgainAreStoredOnceAlsoWhenTheyComeInAnotherCut() {
        intake.ingest("g", "s", List.of(block(0, "a", 2, DAY), block(100, "b", 2, DAY)));
        assertThat(intake.nextOffset("g", "s")).isEqualTo(200);
        intake.ingest("g", "s", List.of(block(0, "a", 2, DAY), block(100, "b", 2, DAY), block(200, "c", 2, DAY)));
        assertThat(intake.nextOffset("g", "s")).isEqualTo(300);
        assertThat(intake.takenRows("g")).isEqualTo(6);
        assertThat(all().size()).isEqualTo(6);
        PredictionAccount account = predictions.account("e");
        assertThat(account.stored()).isEqualTo(6);
        assertThat(account.repeated()).isZero();
        intake.forgetSegment("g", "s");
        assertThat(intake.nextOffset("g", "s")).isZero();
        assertThat(intake.takenRows("g")).isEqualTo(6);
    }

    @Test
    void anIdThatIsAskedTwiceIsStoredOnceAndCounted() {
        intake.ingest("g", "s", List.of(block(0, "a", 2, DAY)));
        intake.ingest("g", "s", List.of(block(100, "a", 3, DAY)));
        PredictionAccount account = predictions.account("e");
        assertThat(account.stored()).isEqualTo(3);
        assertThat(account.repeated()).isEqualTo(2);
    }

    @Test
    void storedRowsAreToldAtMostOnceASecond() {
        intake.ingest("g", "s", List.of(block(0, "a", 2, DAY)));
        intake.ingest("g", "s", List.of(block(100, "b", 2, DAY)));
        assertThat(outbox.poll(0, 10)).hasSize(1);
        assertThat(outbox.poll(0, 10).getFirst().draft().kind()).isEqualTo("capture");
        assertThat(outbox.poll(0, 10).getFirst().draft().json()).isEqualTo("{\"endpoint\":\"e\"}");
        intake.ingest("g", "s", List.of(block(100, "b", 2, DAY)));
        clock.advance(java.time.Duration.ofSeconds(2));
        intake.ingest("g", "s", List.of(block(200, "c", 2, DAY)));
        assertThat(outbox.poll(0, 10)).hasSize(2);
    }

    @Test
    void theLaterKnownTruthCountsWhateverCameFirst() {
        intake.ingest("g", "s", List.of(block(0, "a", 2, DAY)));
        predictions.learn("e", List.of(new Truth("a0", "yes", DAY.plusSeconds(60)), new Truth("a0", "no", DAY)));
        predictions.learn("e", List.of(new Truth("early", "yes", DAY)));
        assertThat(all().truth(0)).isEqualTo("yes");
        assertThat(all().truth(1)).isNull();
        assertThat(all().matured()).isEqualTo(1);
        predictions.learn("e", List.of(new Truth("a0", "maybe", DAY.plusSeconds(60))));
        assertThat(all().truth(0)).as("the same known_at again replaces").isEqualTo("maybe");
        assertThat(predictions.truthUnknown("e")).isEqualTo(1);
        intake.ingest("g", "s", List.of(block(100, "early", 1, DAY)));
        assertThat(predictions.truthUnknown("e"))
                .as("early is early0 to the store")
                .isEqualTo(1);
        Predictions.Maturity maturity = predictions.maturity("e", DAY, DAY.plusSeconds(1));
        assertThat(maturity).isEqualTo(new Predictions.Maturity(3, 1));
        assertThat(maturity.share()).isEqualTo(1 / 3.0);
    }

    @Test
    void oneUnacceptableTruthRefusesAllOfThem() {
        assertThatThrownBy(() -> predictions.learn("e", List.of(new Truth("a", "1", DAY), new Truth("b", "", DAY))))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("truth 1");
        assertThatThrownBy(() ->
                        predictions.learn("e", List.of(new Truth("a", "1", DAY), new Truth("b" + (char) 0, "1", DAY))))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("truth 1: the prediction id holds a NUL character");
        assertThatThrownBy(() -> predictions.learn("e", List.of(new Truth("a", "" + (char) 0, DAY))))
                .hasMessageContaining("truth 0: the value holds a NUL character");
        assertThat(predictions.account("e").truthRows()).isZero();
    }

    @Test
    void excludedColumnsAreNotKeptAndHashedOnesCanOnlyBeCompared() {
        rules = new CaptureRules(Set.of("x"), Set.of("name"));
        intake.ingest("g", "s", List.of(block(0, "a", 2, DAY)));
        ServedRows rows = all();
        boolean kept = rows.rows().find("x").map(column -> !column.missing(0)).orElse(false);
        assertThat(kept).isFalse();
        String hashed = rows.rows().column("name").text(0);
        assertThat(hashed)
                .isNotEqualTo("anna")
                .isEqualTo(rows.rows().column("name").text(1));
    }

    @Test
    void onePredictionIsForgottenWithItsTruth() {
        intake.ingest("g", "s", List.of(block(0, "a", 2, DAY)));
        predictions.learn("e", List.of(new Truth("a0", "yes", DAY)));
        assertThat(predictions.forget("e", "a0")).isTrue();
        assertThat(predictions.forget("e", "a0")).isFalse();
        assertThat(all().size()).isEqualTo(1);
        assertThat(predictions.account("e").deleted()).isEqualTo(1);
        assertThat(predictions.truthUnknown("e")).isZero();
    }

    @Test
    void whatIsTooOldGoesAndThenTheOldestUntilTheQuotaIsKept() {
        intake.ingest("g", "s", List.of(block(0, "old", 3, DAY), block(100, "new", 3, DAY.plus(Duration.ofDays(9)))));
        assertThat(predictions.trim("e", Optional.of(DAY.plus(Duration.ofDays(1))), 1_000_000))
                .isEqualTo(3);
        assertThat(all().size()).isEqualTo(3);
        assertThat(predictions.trim("e", Optional.empty(), 1)).isEqualTo(3);
        assertThat(all().size()).isZero();
        assertThat(predictions.account("e").deleted()).isEqualTo(6);
    }
}
