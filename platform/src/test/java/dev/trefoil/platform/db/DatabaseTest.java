package dev.trefoil.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.predicate.PredicateParser;
import dev.trefoil.core.predicate.PredicateSql;
import dev.trefoil.core.predicate.SqlText;
import dev.trefoil.platform.PlatformException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class DatabaseTest {
    private static final Migration NOTES = new Migration("test/V001__note", """
            CREATE TABLE note (
              id {integer} NOT NULL PRIMARY KEY,
              says {text} NOT NULL,
              at {integer},
              value {real}
            ) {strict};
            """);

    @Parameter
    Stores store;

    private Database database;

    @BeforeEach
    void open() {
        List<Migration> migrations = new ArrayList<>(Migrations.shipped().inOrder());
        migrations.add(NOTES);
        database = Database.open(store.address(), new Migrations(migrations));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static void note(Tx tx, long id, String says) {
        tx.update("INSERT INTO note (id, says) VALUES (?, ?)", id, says);
    }

    private List<String> notes() {
        return database.read(tx -> tx.query("SELECT says FROM note ORDER BY says", row -> row.text("says")));
    }

    @Test
    void aWriteIsSeenByTheNextRead() {
        database.run(tx -> note(tx, 1, "one"));
        assertThat(notes()).containsExactly("one");
    }

    @Test
    void aTransactionThatThrowsLeavesNothingAndTheNextOneWorks() {
        assertThatThrownBy(() -> database.run(tx -> {
                    note(tx, 1, "one");
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no");
        database.run(tx -> note(tx, 2, "two"));
        assertThat(notes()).containsExactly("two");
    }

    @Test
    void aStatementThatFailedSpoilsItsTransactionEvenWhenCaught() {
        database.run(tx -> note(tx, 1, "one"));
        assertThatThrownBy(() -> database.run(tx -> {
                    note(tx, 2, "two");
                    try {
                        note(tx, 1, "again");
                    } catch (PlatformException e) {
                        assertThat(e.kind()).isEqualTo(PlatformException.Kind.CONFLICT);
                    }
                }))
                .isInstanceOf(PlatformException.class);
        database.run(tx -> note(tx, 3, "three"));
        assertThat(notes()).containsExactly("one", "three");
    }

    @Test
    void oneFailingWriterOfAStormTakesNoOtherWithIt() throws Exception {
        int writers = 200;
        AtomicInteger refused = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < writers; i++) {
                int id = i;
                all.add(threads.submit(() -> {
                    start.await();
                    try {
                        database.run(tx -> {
                            note(tx, id, "n" + id);
                            if (id % 3 == 0) {
                                throw new IllegalArgumentException("third");
                            }
                        });
                    } catch (IllegalArgumentException e) {
                        refused.incrementAndGet();
                    }
                    return id;
                }));
            }
            start.countDown();
            for (Future<?> each : all) {
                each.get(30, TimeUnit.SECONDS);
            }
        }
        List<String> expected = IntStream.range(0, writers)
                .filter(i -> i % 3 != 0)
                .mapToObj(i -> "n" + i)
                .sorted()
                .toList();
        assertThat(notes()).isEqualTo(expected);
        assertThat(refused).hasValue(67);
    }

    @Test
    void aVirtualThreadStartsPromptlyDuringAWriteStorm() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 400; i++) {
                int id = i;
                threads.execute(() -> {
                    database.run(tx -> note(tx, id, "storm"));
                    notes();
                });
            }
            long worst = 0;
            for (int i = 0; i < 20; i++) {
                long asked = System.nanoTime();
                worst = Math.max(worst, threads.submit(System::nanoTime).get() - asked);
            }
            assertThat(TimeUnit.NANOSECONDS.toMillis(worst)).isLessThan(1_000);
        }
    }

    @Test
    void transactionsDoNotNest() {
        assertThatThrownBy(() -> database.run(_ -> notes())).hasMessageContaining("pass its Tx on");
        assertThatThrownBy(() -> database.read(_ -> database.write(_ -> 1))).hasMessageContaining("pass its Tx on");
    }

    @Test
    void aReadChangesNothing() {
        assertThatThrownBy(() -> database.read(tx -> tx.update("DELETE FROM note")))
                .hasMessageContaining("use write");
    }

    @Test
    void aReadSeesOneSnapshot() {
        database.run(tx -> note(tx, 1, "one"));
        long difference = database.read(tx -> {
            long before = tx.count("SELECT count(*) FROM note");
            try (ExecutorService other = Executors.newSingleThreadExecutor()) {
                other.submit(() -> database.run(inner -> note(inner, 2, "two"))).get();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return tx.count("SELECT count(*) FROM note") - before;
        });
        assertThat(difference).isZero();
        assertThat(notes()).hasSize(2);
    }

    @Test
    void valuesComeBackAsTheyWere() {
        Instant at = Instant.parse("1969-12-31T23:59:59.999999Z");
        database.run(tx -> {
            tx.update("INSERT INTO note (id, says, at, value) VALUES (?, ?, ?, ?)", 1, "é\n'\"", at, -0.0);
            tx.update("INSERT INTO note (id, says, at, value) VALUES (?, ?, ?, ?)", 2, "", null, Double.MAX_VALUE);
        });
        database.read(tx -> tx.query("SELECT * FROM note ORDER BY id", row -> {
            if (row.integer("id") == 1) {
                assertThat(row.text("says")).isEqualTo("é\n'\"");
                assertThat(row.findInstant("at")).hasValue(at);
                assertThat(row.number("value")).isEqualTo(-0.0);
            } else {
                assertThat(row.findInstant("at")).isEmpty();
                assertThat(row.number("value")).isEqualTo(Double.MAX_VALUE);
            }
            return 0;
        }));
    }

    @Test
    void nanIsRefusedInsteadOfBecomingNull() {
        assertThatThrownBy(() -> database.run(
                        tx -> tx.update("INSERT INTO note (id, says, value) VALUES (?, ?, ?)", 1, "x", Double.NaN)))
                .hasMessageContaining("flag");
    }

    @Test
    void textSortsByCodePointAndLikeMindsCase() {
        database.run(tx -> {
            int id = 0;
            for (String says : List.of("b", "A", "a", "B", "_", "É")) {
                note(tx, ++id, says);
            }
        });
        assertThat(notes()).containsExactly("A", "B", "_", "a", "b", "É");
        List<String> like = matching("says LIKE 'a%'");
        List<String> ilike = matching("says ILIKE 'a%'");
        assertThat(like).containsExactly("a");
        assertThat(ilike).containsExactly("A", "a");
    }

    private List<String> matching(String predicate) {
        SqlText condition = PredicateSql.render(
                PredicateParser.parse(predicate),
                database.dialect().predicate(),
                field -> SqlText.of(SqlText.quoted(field.path())));
        return database.read(tx -> tx.query(
                "SELECT says FROM note WHERE " + condition.sql() + " ORDER BY says",
                row -> row.text("says"),
                condition.parameters().toArray()));
    }

    @Test
    void aSignalComesAfterTheCommitAndOnlyThen() throws Exception {
        CountDownLatch signalled = new CountDownLatch(1);
        AtomicInteger wrong = new AtomicInteger();
        assertThatThrownBy(() -> database.run(tx -> {
                    tx.afterCommit(wrong::incrementAndGet);
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        database.run(tx -> tx.afterCommit(signalled::countDown));
        assertThat(signalled.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(wrong).hasValue(0);
    }

    @Test
    void countersHaveNoGapsUnderConcurrencyAndFailure() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                int turn = i;
                threads.execute(() -> database.run(tx -> {
                    Counters.next(tx, "test");
                    if (turn % 4 == 0) {
                        throw new IllegalArgumentException("given back");
                    }
                }));
            }
        }
        assertThat(database.<Long>read(tx -> Counters.last(tx, "test"))).isEqualTo(30);
    }

    @Test
    void aBatchRunsItsStatementForEveryRow() {
        database.run(tx -> tx.batch(
                "INSERT INTO note (id, says) VALUES (?, ?) ON CONFLICT (id) DO NOTHING",
                IntStream.range(0, 50)
                        .<Object[]>mapToObj(i -> new Object[] {i % 40, "n" + i})
                        .toList()));
        assertThat(notes()).hasSize(40);
    }

    @Test
    void anInterruptedCallerStillLearnsTheOutcome() {
        Thread.currentThread().interrupt();
        if (store == Stores.SQLITE) {
            database.run(tx -> note(tx, 1, "one"));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(notes()).containsExactly("one");
        }
        Thread.interrupted();
    }
}
