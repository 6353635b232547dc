package dev.trefoil.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.capture.CapturedBlock;
import dev.trefoil.core.capture.CapturedRows;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.signature.Feature;
import dev.trefoil.core.signature.Signature;
import dev.trefoil.core.signature.Task;
import dev.trefoil.gateway.capture.Capture;
import dev.trefoil.gateway.capture.CaptureSink;
import dev.trefoil.gateway.route.Arm;
import dev.trefoil.gateway.route.HeldRoute;
import dev.trefoil.gateway.route.Route;
import dev.trefoil.gateway.route.RouteTable;
import dev.trefoil.gateway.route.Scorer;
import dev.trefoil.inference.runtime.ModelBusyException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Arms answer, onlookers look on, and neither swaps nor failures reach the caller.
class InferenceTest {
    private static final Signature SIGNATURE =
            new Signature(List.of(new Feature("x", ColumnType.NUMBER, true)), Task.BINARY, List.of("no", "yes"));
    private static final Schema SCHEMA = new Schema(List.of(new ColumnSpec("x", ColumnType.NUMBER)));

    @TempDir
    Path folder;

    private final List<CapturedRows> captured = Collections.synchronizedList(new ArrayList<>());
    private final RouteTable table = new RouteTable();
    private final Meters meters = new Meters();
    private Capture capture;
    private Onlookers onlookers;
    private Inference inference;

    @BeforeEach
    void open() {
        capture = new Capture(
                folder,
                new CaptureSink() {
                    @Override
                    public void accept(String segment, List<CapturedBlock> blocks) {
                        blocks.forEach(block -> captured.add(block.rows()));
                    }

                    @Override
                    public long next(String segment) {
                        return 0;
                    }

                    @Override
                    public long taken() {
                        return 0;
                    }

                    @Override
                    public void forget(String segment) {}
                },
                new Capture.Limits(1_000_000, 1L << 30),
                InstantSource.system());
        onlookers = new Onlookers(capture, meters, 1_000_000);
        inference = new Inference(table, onlookers, InstantSource.system(), 1_000, meters);
        capture.start();
        onlookers.start();
    }

    @AfterEach
    void close() {
        onlookers.close();
        capture.close();
    }

    /// Scores by a function of x, and knows whether it was closed.
    private static final class Plain implements Scorer {
        private final ToDoubleFunction<Double> of;
        private final AtomicBoolean closed = new AtomicBoolean();

        Plain(ToDoubleFunction<Double> of) {
            this.of = of;
        }

        @Override
        public double[] score(ColumnBatch rows) {
            if (closed.get()) {
                throw new IllegalStateException("scored after it was closed");
            }
            return IntStream.range(0, rows.rows())
                    .mapToDouble(r -> of.applyAsDouble(rows.column("x").number(r)))
                    .toArray();
        }

        @Override
        public int width() {
            return 1;
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }

    private static Route route(boolean shadow, Route.Share... arms) {
        return new Route("e", SIGNATURE, SCHEMA, "", "salt", List.of(arms), shadow);
    }

    private static InferenceRequest rows(int n) {
        return new InferenceRequest(
                "",
                new ColumnBatch(
                        SCHEMA,
                        List.of(new NumberColumn(
                                IntStream.range(0, n).mapToDouble(i -> i).toArray()))),
                IntStream.range(0, n).mapToObj(i -> "id-" + i).toList(),
                new long[0],
                List.of(),
                List.of());
    }

    private InferenceAnswer ask(int n) {
        try (HeldRoute held = inference.hold("e")) {
            return inference.infer(held, rows(n));
        }
    }

    private CapturedRows last() throws InterruptedException {
        onlookers.close();
        assertThat(capture.drain(Duration.ofSeconds(20))).isTrue();
        return captured.getLast();
    }

    @Test
    void anOnlookerThatFailsCostsItsOwnScoresAndNoAnswer() throws InterruptedException {
        Plain broken = new Plain(x -> {
            throw new IllegalStateException("no luck");
        });
        table.put(route(
                true,
                new Route.Share(new Arm("v1", 0.5, new Plain(x -> 0.25)), 1),
                new Route.Share(new Arm("v2", 0.5, broken), 0)));
        assertThat(ask(3).scores()).containsExactly(0.25, 0.25, 0.25);
        CapturedRows rows = last();
        assertThat(rows.scores().get(0)).containsExactly(0.25, 0.25, 0.25);
        assertThat(rows.scores().get(1)).isEmpty();
        assertThat(meters.read().get("e").unwatched()).isEqualTo(3);
        assertThat(meters.read().get("e").failed()).isZero();
    }

    @Test
    void anOnlookerThatHangsDoesNotHoldTheAnswer() throws InterruptedException {
        CountDownLatch wanted = new CountDownLatch(1);
        Plain slow = new Plain(x -> {
            try {
                wanted.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return 0.75;
        });
        table.put(route(
                true,
                new Route.Share(new Arm("v1", 0.5, new Plain(x -> 0.25)), 1),
                new Route.Share(new Arm("v2", 0.5, slow), 0)));
        for (int i = 0; i < 50; i++) {
            assertThat(ask(1).scores()).containsExactly(0.25); // it returns although nobody lets the onlooker go
        }
        wanted.countDown();
        assertThat(last().scores().get(1)).containsExactly(0.75);
    }

    @Test
    void eachArmAnswersItsRowsAndLooksOnAtTheOthers() throws InterruptedException {
        table.put(route(
                true,
                new Route.Share(new Arm("v1", 0.5, new Plain(x -> x)), 0.5),
                new Route.Share(new Arm("v2", 0.5, new Plain(x -> -x)), 0.5)));
        InferenceAnswer answer = ask(200);
        for (int r = 0; r < 200; r++) {
            assertThat(answer.scores()[r]).isEqualTo(answer.arms().get(r).equals("v1") ? r : -(double) r);
        }
        assertThat(answer.arms()).contains("v1", "v2");
        CapturedRows rows = last();
        for (int r = 0; r < 200; r++) {
            assertThat(rows.scores().get(0)[r]).isEqualTo(r);
            assertThat(rows.scores().get(1)[r]).isEqualTo(-(double) r);
        }
    }

    @Test
    void aKeyStaysWithTheCandidateWhileItsShareGrows() {
        Arm old = new Arm("v1", 0.5, new Plain(x -> 0));
        Arm fresh = new Arm("v2", 0.5, new Plain(x -> 1));
        Map<Integer, Boolean> reached = new HashMap<>();
        for (double share : new double[] {0.05, 0.25, 0.6, 1}) {
            Route route = route(true, new Route.Share(old, 1 - share), new Route.Share(fresh, share));
            int candidates = 0;
            for (int key = 0; key < 20_000; key++) {
                boolean now = route.pick("customer-" + key) == 1;
                assertThat(now || !reached.getOrDefault(key, false)).isTrue();
                reached.put(key, now);
                candidates += now ? 1 : 0;
            }
            assertThat(candidates / 20_000.0).isBetween(share - 0.012, share + 0.012);
        }
    }

    @Test
    void swappingAndUnloadingUnderLoadBreaksNoRequest() throws Exception {
        table.put(route(false, new Route.Share(new Arm("v0", 0.5, new Plain(x -> 0)), 1)));
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        try (ExecutorService callers = Executors.newFixedThreadPool(3)) {
            List<Future<?>> running = new ArrayList<>();
            for (int c = 0; c < 3; c++) {
                running.add(callers.submit(() -> {
                    while (!over.get()) {
                        ask(1 + answered.get() % 7);
                        answered.incrementAndGet();
                    }
                }));
            }
            for (int v = 1; v <= 2_000 || answered.get() < 1_000; v++) {
                table.put(route(v % 3 == 0, new Route.Share(new Arm("v" + v, 0.5, new Plain(x -> 0)), 1)));
            }
            over.set(true);
            for (Future<?> caller : running) {
                caller.get(); // throws when one request failed
            }
        }
        Meters.Reading reading = meters.read().get("e");
        assertThat(reading.received()).isEqualTo(reading.scored() + reading.shed());
        assertThat(reading.failed()).isZero();
    }

    @Test
    void aRouteThatIsSwappedOutIsClosedAfterItsLastRequest() {
        Plain scorer = new Plain(x -> 0);
        table.put(route(false, new Route.Share(new Arm("v1", 0.5, scorer), 1)));
        HeldRoute held = inference.hold("e");
        table.put(route(false, new Route.Share(new Arm("v2", 0.5, new Plain(x -> 1)), 1)));
        assertThat(scorer.closed).isFalse();
        assertThat(inference.infer(held, rows(1)).scores()).containsExactly(0);
        held.close();
        assertThat(scorer.closed).isTrue();
    }

    @Test
    void tooManyRowsAtOnceAreShedAndCounted() {
        table.put(route(false, new Route.Share(new Arm("v1", 0.5, new Plain(x -> 0)), 1)));
        assertThatThrownBy(() -> ask(1_001))
                .isInstanceOf(GatewayException.class)
                .hasMessageContaining("too many rows");
        assertThat(meters.read().get("e").shed()).isEqualTo(1_001);
        assertThat(ask(1_000).rows()).isEqualTo(1_000);
    }

    @Test
    void aModelThatIsBusyShedsTheRows() {
        Plain busy = new Plain(x -> {
            throw new ModelBusyException("8 calls wait for it already");
        });
        table.put(route(false, new Route.Share(new Arm("v1", 0.5, busy), 1)));
        assertThatThrownBy(() -> ask(3))
                .isInstanceOfSatisfying(
                        GatewayException.class, e -> assertThat(e.kind()).isEqualTo(GatewayException.Kind.OVERLOADED))
                .hasMessageContaining("8 calls wait");
        assertThat(meters.read().get("e").shed()).isEqualTo(3);
        assertThat(meters.read().get("e").failed()).isZero();
    }

    @Test
    void theTableGivesBackOneHoldOfAnArmWithTwoShares() {
        Plain scorer = new Plain(x -> 0);
        Arm arm = new Arm("v1", 0.5, scorer);
        assertThat(arm.retain()).isTrue();
        table.put(route(false, new Route.Share(arm, 0.5), new Route.Share(arm, 0.5)));
        table.close();
        assertThat(table.endpoints()).isEmpty();
        assertThat(scorer.closed).isFalse();
        arm.release();
        assertThat(scorer.closed).isTrue();
    }

    @Test
    void anEndpointThatCannotBeLoadedSaysWhy() {
        table.fail("e", "its package is damaged");
        assertThatThrownBy(() -> inference.hold("e")).hasMessageContaining("cannot answer: its package is damaged");
        table.put(route(false, new Route.Share(new Arm("v1", 0.5, new Plain(x -> 0)), 1)));
        assertThat(ask(1).rows()).isEqualTo(1);
    }
}
