package dev.trefoil.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.SettableClock;
import dev.trefoil.platform.db.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class OutboxTest {
    @Parameter
    Stores store;

    private final SettableClock clock = new SettableClock();
    private Database database;
    private Outbox outbox;

    @BeforeEach
    void open() {
        database = store.fresh();
        outbox = new Outbox(database, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static EventDraft draft(String subject) {
        return new EventDraft("flights", "run.finished", subject, "{\"x\":1}");
    }

    @Test
    void whoHasSeenAnIdHasSeenAllBelowIt() throws Exception {
        int writers = 60;
        List<Long> seen = new ArrayList<>();
        CountDownLatch written = new CountDownLatch(writers);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < writers; i++) {
                String subject = "r" + i;
                threads.execute(() -> {
                    database.run(tx -> outbox.append(tx, draft(subject)));
                    written.countDown();
                });
            }
            long last = 0;
            while (seen.size() < writers) {
                for (Event event : outbox.poll(last, 7)) {
                    seen.add(event.id());
                    last = event.id();
                }
            }
        }
        assertThat(written.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).isEqualTo(LongStream.rangeClosed(1, writers).boxed().toList());
        assertThat(outbox.lastId()).isEqualTo(writers);
    }

    @Test
    void anEventOfARolledBackChangeIsNeverTold() {
        assertThatThrownBy(() -> database.run(tx -> {
                    outbox.append(tx, draft("r"));
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(outbox.poll(0, 10)).isEmpty();
        assertThat(outbox.lastId()).isZero();
    }

    @Test
    void listenersAreWokenAfterTheCommitUntilTheyLeave() throws Exception {
        CountDownLatch woken = new CountDownLatch(1);
        AtomicInteger left = new AtomicInteger();
        outbox.onCommit(left::incrementAndGet).close();
        try (Subscription _ = outbox.onCommit(woken::countDown)) {
            database.run(tx -> outbox.append(tx, draft("r")));
            assertThat(woken.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(left).hasValue(0);
    }

    @Test
    void oldEventsAreForgottenAndIdsGoOn() {
        database.run(tx -> outbox.append(tx, draft("old")));
        clock.advance(Duration.ofDays(40));
        database.run(tx -> outbox.append(tx, draft("new")));
        assertThat(outbox.forgetBefore(clock.instant().minus(Duration.ofDays(30))))
                .isEqualTo(1);
        assertThat(outbox.poll(0, 10)).singleElement().satisfies(event -> {
            assertThat(event.id()).isEqualTo(2);
            assertThat(event.at()).isEqualTo(clock.instant());
            assertThat(event.draft()).isEqualTo(draft("new"));
        });
    }
}
