package dev.trefoil.platform.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.Page;
import dev.trefoil.platform.db.SettableClock;
import dev.trefoil.platform.db.Stores;
import dev.trefoil.platform.event.Outbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class JobsTest {
    private static final Set<String> TRAIN = Set.of("train");
    private static final Lease ONE = new Lease("worker-1", Duration.ofSeconds(30));
    private static final Lease TWO = new Lease("worker-2", Duration.ofSeconds(30));

    @Parameter
    Stores store;

    private final SettableClock clock = new SettableClock();
    private Database database;
    private Outbox outbox;
    private Jobs jobs;

    @BeforeEach
    void open() {
        database = store.fresh();
        outbox = new Outbox(database, clock);
        jobs = new Jobs(database, outbox, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Job submit(String payload) {
        clock.advance(Duration.ofMillis(1));
        return jobs.submit(JobRequest.of("flights", "train", payload));
    }

    private List<String> told() {
        return outbox.poll(0, 100).stream().map(event -> event.draft().kind()).toList();
    }

    @Test
    void aJobIsTakenDoneAndKeepsItsResult() {
        Job job = submit("{\"trials\":3}");
        Job taken = jobs.claim(ONE, TRAIN).orElseThrow();
        assertThat(taken.id()).isEqualTo(job.id());
        assertThat(taken.state()).isEqualTo(JobState.RUNNING);
        assertThat(taken.attempt()).isEqualTo(1);
        assertThat(taken.request().payload()).isEqualTo("{\"trials\":3}");
        assertThat(jobs.claim(TWO, TRAIN)).isEmpty();
        assertThat(jobs.finish(job.id(), ONE, "{\"model\":\"m\"}")).isTrue();
        Job done = jobs.find(job.id()).orElseThrow();
        assertThat(done.state()).isEqualTo(JobState.DONE);
        assertThat(done.result()).hasValue("{\"model\":\"m\"}");
        assertThat(told()).containsExactly("job.queued", "job.running", "job.done");
    }

    @Test
    void theOldestIsTakenFirstAndOnlyOfTheKindsAskedFor() {
        Job first = submit("1");
        submit("2");
        jobs.submit(JobRequest.of("flights", "batch", "3"));
        assertThat(jobs.claim(ONE, Set.of())).isEmpty();
        assertThat(jobs.claim(ONE, Set.of("other"))).isEmpty();
        assertThat(jobs.claim(ONE, TRAIN).map(Job::id)).hasValue(first.id());
    }

    @Test
    void expiredLeaseIsTakenOver() {
        Job job = submit("x");
        jobs.claim(ONE, TRAIN);
        clock.advance(Duration.ofSeconds(29));
        assertThat(jobs.heartbeat(job.id(), ONE, new JobProgress(0.5, "half"))).isEqualTo(Held.YES);
        clock.advance(Duration.ofSeconds(29));
        assertThat(jobs.claim(TWO, TRAIN)).isEmpty();
        clock.advance(Duration.ofSeconds(2));
        assertThat(jobs.claim(TWO, TRAIN).map(Job::attempt)).hasValue(2);
        assertThat(jobs.heartbeat(job.id(), ONE, JobProgress.UNKNOWN)).isEqualTo(Held.LOST);
        assertThat(jobs.finish(job.id(), ONE, "{}")).isFalse();
        assertThat(jobs.finish(job.id(), TWO, "{}")).isTrue();
    }

    @Test
    void aRestartedOwnerTakesItsOwnBackAtOnce() {
        Job job = submit("x");
        jobs.claim(ONE, TRAIN);
        assertThat(jobs.giveBack(TWO)).isZero();
        assertThat(jobs.giveBack(ONE)).isEqualTo(1);
        assertThat(jobs.claim(ONE, TRAIN).map(Job::id)).hasValue(job.id());
    }

    @Test
    void aJobWhoseWorkersKeepVanishingFails() {
        Job job = submit("x");
        for (int i = 0; i < 3; i++) {
            assertThat(jobs.claim(ONE, TRAIN)).isPresent();
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(jobs.claim(ONE, TRAIN)).isEmpty();
        assertThat(jobs.find(job.id()).flatMap(Job::failure))
                .hasValueSatisfying(reason -> assertThat(reason).contains("stopped 3 times"));
    }

    @Test
    void theSameKeyIsTheSameJobUntilItFails() {
        JobRequest request = JobRequest.of("flights", "train", "x").withKey("digest-1");
        Job first = jobs.submit(request);
        assertThat(jobs.submit(request).id()).isEqualTo(first.id());
        jobs.claim(ONE, TRAIN);
        jobs.fail(first.id(), ONE, "out of memory");
        Job second = jobs.submit(request);
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(jobs.find(first.id()).flatMap(Job::failure)).hasValue("out of memory");
        assertThat(jobs.submit(request.withKey("digest-2")).id()).isNotEqualTo(second.id());
    }

    @Test
    void concurrentSubmissionsOfOneKeyMakeOneJob() {
        Set<JobId> ids = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                threads.execute(() ->
                        ids.add(jobs.submit(JobRequest.of("p", "train", "x").withKey("k"))
                                .id()));
            }
        }
        assertThat(ids).hasSize(1);
    }

    @Test
    void manyWorkersTakeEveryJobOnce() {
        IntStream.range(0, 40).forEach(i -> submit("n" + i));
        List<JobId> taken = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                Lease lease = new Lease("w" + i, Duration.ofMinutes(5));
                threads.execute(() -> {
                    int misses = 0;
                    while (misses < 20) {
                        Optional<Job> job = jobs.claim(lease, TRAIN);
                        if (job.isEmpty()) {
                            misses++;
                            continue;
                        }
                        synchronized (taken) {
                            taken.add(job.get().id());
                        }
                        jobs.finish(job.get().id(), lease, "{}");
                    }
                });
            }
        }
        assertThat(taken).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void aWaitingJobIsCancelledAtOnceAndARunningOneIsAsked() {
        Job waiting = submit("x");
        assertThat(jobs.cancel(waiting.id()).state()).isEqualTo(JobState.CANCELLED);
        assertThat(jobs.claim(ONE, TRAIN)).isEmpty();
        Job running = submit("y");
        jobs.claim(ONE, TRAIN);
        assertThat(jobs.cancel(running.id()).state()).isEqualTo(JobState.RUNNING);
        assertThat(jobs.heartbeat(running.id(), ONE, JobProgress.UNKNOWN)).isEqualTo(Held.CANCEL);
        assertThat(jobs.stopped(running.id(), ONE)).isTrue();
        assertThat(jobs.cancel(running.id()).state()).isEqualTo(JobState.CANCELLED);
        assertThatThrownBy(() -> jobs.cancel(new JobId("job-none")))
                .isInstanceOf(PlatformException.class)
                .hasMessage("There is no job 'job-none'.");
    }

    @Test
    void aJobWhoseWorkerVanishedAfterItWasCancelledIsNotTakenUpAgain() {
        Job job = submit("x");
        jobs.claim(ONE, TRAIN);
        jobs.cancel(job.id());
        jobs.giveBack(ONE);
        assertThat(jobs.claim(ONE, TRAIN)).isEmpty();
        assertThat(jobs.find(job.id()).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void cancellingAJobStopsTheJobsUnderIt() {
        Job parent = submit("parent");
        Job waiting = jobs.submit(JobRequest.of("flights", "trial", "1").under(parent.id()));
        Job running = jobs.submit(JobRequest.of("flights", "fold", "2").under(waiting.id()));
        jobs.claim(ONE, Set.of("fold"));
        jobs.cancel(parent.id());
        assertThat(jobs.find(waiting.id()).orElseThrow().state()).isEqualTo(JobState.CANCELLED);
        assertThat(jobs.check(running.id(), ONE)).isEqualTo(Held.CANCEL);
        assertThat(jobs.check(running.id(), TWO)).isEqualTo(Held.LOST);
    }

    @Test
    void progressIsStoredAndToldOnce() {
        Job job = submit("x");
        jobs.claim(ONE, TRAIN);
        JobProgress half = new JobProgress(0.5, "12 of 24 trials");
        jobs.heartbeat(job.id(), ONE, half);
        jobs.heartbeat(job.id(), ONE, half);
        assertThat(jobs.find(job.id()).orElseThrow().progress()).isEqualTo(half);
        assertThat(told()).containsExactly("job.queued", "job.running", "job.progress");
    }

    @Test
    void listsPageFromTheNewestAndFilter() {
        Job parent = submit("parent");
        List<JobId> parts = IntStream.range(0, 5)
                .mapToObj(i -> {
                    clock.advance(Duration.ofMillis(i % 2));
                    return jobs.submit(
                                    JobRequest.of("flights", "trial", "t" + i).under(parent.id()))
                            .id();
                })
                .toList();
        Page<Job> first = jobs.list(JobFilter.partsOf(parent.id()), "", 3);
        Page<Job> second = jobs.list(JobFilter.partsOf(parent.id()), first.next(), 3);
        List<JobId> listed = new ArrayList<>(first.items().stream().map(Job::id).toList());
        listed.addAll(second.items().stream().map(Job::id).toList());
        assertThat(listed).containsExactlyInAnyOrderElementsOf(parts);
        assertThat(second.last()).isTrue();
        assertThat(jobs.list(new JobFilter("flights", "train", JobState.QUEUED, null), "", 10)
                        .items())
                .extracting(Job::id)
                .containsExactly(parent.id());
        assertThatThrownBy(() -> jobs.list(JobFilter.any(), "rubbish", 3)).hasMessageContaining("page token");
    }
}
