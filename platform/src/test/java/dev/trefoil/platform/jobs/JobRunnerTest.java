package dev.trefoil.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.Stores;
import dev.trefoil.platform.event.Outbox;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class JobRunnerTest {
    private static final Lease LEASE = new Lease("server", Duration.ofSeconds(30));

    private Database database;
    private Outbox outbox;
    private Jobs jobs;

    @BeforeEach
    void open() {
        database = Stores.SQLITE.fresh();
        outbox = new Outbox(database, InstantSource.system());
        jobs = new Jobs(database, outbox, InstantSource.system());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Job submit() {
        return jobs.submit(JobRequest.of("p", "work", "payload"));
    }

    private JobRunner runner(JobHandler handler) {
        return new JobRunner(jobs, outbox, LEASE, Map.of("work", handler));
    }

    private Job ended(JobId id) {
        Job job = jobs.find(id).orElseThrow();
        while (!job.state().ended()) {
            Thread.onSpinWait();
            job = jobs.find(id).orElseThrow();
        }
        return job;
    }

    @Test
    void aHandlerGetsItsJobAndItsAnswerIsTheResult() {
        Job job = submit();
        assertThat(runner(context -> context.job().request().payload() + "!").runOne())
                .isTrue();
        assertThat(jobs.find(job.id()).flatMap(Job::result)).hasValue("payload!");
    }

    @Test
    void aHandlerThatThrowsFailsItsJobWithTheMessage() {
        Job job = submit();
        runner(_ -> {
                    throw PlatformException.invalid("data", "The label is constant: name another.");
                })
                .runOne();
        assertThat(jobs.find(job.id()).flatMap(Job::failure)).hasValue("The label is constant: name another.");
    }

    @Test
    void aFailureThatAFullDiskDoesNotTakeIsKnownAtOnceAndWrittenLater() {
        String reason = "The disk is full." + " ".repeat(1 << 20);
        Job job = submit();
        JobRunner runner = runner(_ -> {
            throw PlatformException.invalid("disk", reason);
        });
        database.run(tx -> tx.query("PRAGMA max_page_count = 1", row -> 0));
        assertThat(runner.runOne()).isTrue();
        assertThat(jobs.find(job.id()).flatMap(Job::failure)).hasValue(reason);
        Jobs others = new Jobs(database, outbox, InstantSource.system());
        assertThat(others.find(job.id()).map(Job::state)).as("not written yet").hasValue(JobState.RUNNING);

        database.run(tx -> tx.query("PRAGMA max_page_count = 100000", row -> 0));
        runner.heartbeat();
        assertThat(others.find(job.id()).flatMap(Job::failure)).hasValue(reason);
    }

    @Test
    void aHandlerWithABugFailsOnlyItsJob() {
        Job job = submit();
        runner(_ -> {
                    throw new AssertionError("a bug");
                })
                .runOne();
        assertThat(jobs.find(job.id()).flatMap(Job::failure)).hasValue("a bug");
    }

    @Test
    void workersWakeUpWhenAJobIsSubmitted() {
        try (JobRunner runner = runner(_ -> "done")) {
            runner.start(2);
            assertThat(ended(submit().id()).result()).hasValue("done");
        }
    }

    @Test
    void cancellingInterruptsTheHandler() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        try (JobRunner runner = runner(_ -> {
            started.countDown();
            Thread.sleep(Duration.ofMinutes(1));
            return "never";
        })) {
            runner.start(1);
            Job job = submit();
            assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
            jobs.cancel(job.id());
            runner.heartbeat();
            assertThat(ended(job.id()).state()).isEqualTo(JobState.CANCELLED);
        }
    }

    @Test
    void progressReachesTheStoreWithAHeartbeat() throws Exception {
        CountDownLatch said = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (JobRunner runner = runner(context -> {
            context.progress(0.25, "a quarter");
            said.countDown();
            go.await();
            return "done";
        })) {
            runner.start(1);
            Job job = submit();
            assertThat(said.await(10, TimeUnit.SECONDS)).isTrue();
            runner.heartbeat();
            assertThat(jobs.find(job.id()).orElseThrow().progress()).isEqualTo(new JobProgress(0.25, "a quarter"));
            go.countDown();
        }
    }

    @Test
    void whatARunnerWasDoingWhenItStoppedIsDoneByTheNext() throws Exception {
        AtomicInteger starts = new AtomicInteger();
        CountDownLatch started = new CountDownLatch(1);
        JobHandler handler = _ -> {
            if (starts.incrementAndGet() == 1) {
                started.countDown();
                Thread.sleep(Duration.ofMinutes(1));
            }
            return "second time";
        };
        Job job = submit();
        try (JobRunner first = runner(handler)) {
            first.start(1);
            assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(jobs.find(job.id()).orElseThrow().state()).isEqualTo(JobState.QUEUED);
        assertThat(runner(handler).runOne()).isTrue();
        assertThat(jobs.find(job.id()).flatMap(Job::result)).hasValue("second time");
    }
}
