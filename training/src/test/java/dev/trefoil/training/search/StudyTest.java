package dev.trefoil.training.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StudyTest {
    private static final SearchSpace BRANIN = new SearchSpace(
            List.of(new Parameter.FloatRange("x", -5, 10, false), new Parameter.FloatRange("y", 0, 15, false)));

    @Test
    void sameSeedGivesTheSameTrialsOnOneAndOnFourThreads() {
        List<FinishedTrial> one =
                study(60, 1, new TpeSampler()).run(StudyTest::bumpy, List.of(), quiet(), Study.Brakes.NONE);
        List<FinishedTrial> four =
                study(60, 4, new TpeSampler()).run(StudyTest::bumpy, List.of(), quiet(), Study.Brakes.NONE);
        assertThat(four).isEqualTo(one);
        assertThat(one).hasSize(60);
        assertThat(one).anyMatch(t -> t.state() == FinishedTrial.State.PRUNED);
    }

    @Test
    void resumedStudyEndsLikeOneThatWasNotBrokenOff() {
        List<FinishedTrial> whole =
                study(40, 2, new TpeSampler()).run(StudyTest::bumpy, List.of(), quiet(), Study.Brakes.NONE);
        AtomicInteger evaluated = new AtomicInteger();
        List<FinishedTrial> resumed = study(40, 2, new TpeSampler())
                .run(
                        trial -> {
                            evaluated.incrementAndGet();
                            return bumpy(trial);
                        },
                        List.of(whole.get(0), whole.get(1), whole.get(2), whole.get(5), whole.get(17)),
                        quiet(),
                        Study.Brakes.NONE);
        assertThat(resumed).isEqualTo(whole);
        assertThat(evaluated).hasValue(35);
    }

    @Test
    void tpeFindsLowerValuesThanChance() {
        double tpe = 0;
        double random = 0;
        for (int seed = 0; seed < 10; seed++) {
            tpe += lowest(new TpeSampler(), seed);
            random += lowest(new RandomSampler(), seed);
        }
        assertThat(tpe / 10 - 0.397887).isLessThan(0.5 * (random / 10 - 0.397887));
    }

    @Test
    void aFailingTrialFailsAlone() {
        List<FinishedTrial> trials = study(12, 2, new RandomSampler())
                .run(
                        trial -> {
                            if (trial.number() % 3 == 1) {
                                throw new IllegalArgumentException("no luck");
                            }
                            return branin(trial);
                        },
                        List.of(),
                        quiet(),
                        Study.Brakes.NONE);
        assertThat(trials)
                .filteredOn(t -> t.state() == FinishedTrial.State.FAILED)
                .hasSize(4);
        assertThat(trials.get(1).failure()).isEqualTo("no luck");
        assertThat(Study.best(trials, Direction.MINIMISE)).isPresent();
    }

    @Test
    void aCancelledStudyStopsItsTrials() {
        AtomicInteger reports = new AtomicInteger();
        Study.Brakes brakes = new Study.Brakes(() -> reports.get() > 20, () -> false);
        assertThatThrownBy(() -> study(1000, 2, new RandomSampler())
                        .run(
                                trial -> {
                                    for (int step = 1; trial.report(step, 1); step++) {
                                        reports.incrementAndGet();
                                    }
                                    return new Objective.Result(1, 1);
                                },
                                List.of(),
                                quiet(),
                                brakes))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void everyKindOpensAndTheBestGetsTheMost() {
        List<Contender> kinds = List.of(
                new Contender("good", BRANIN, List.of(), 100),
                new Contender("bad", BRANIN, List.of(), 100),
                new Contender("small", BRANIN, List.of(), 3));
        Study study = new Study(
                new StudySettings(27, 7, Direction.MAXIMISE, 4, 2), kinds, new RandomSampler(), new Pruner.None());
        List<FinishedTrial> trials = study.run(
                t -> new Objective.Result(t.kind().equals("good") ? 2 : 1, 0), List.of(), quiet(), Study.Brakes.NONE);
        var counts = trials.stream().collect(Collectors.groupingBy(FinishedTrial::kind, Collectors.counting()));
        assertThat(counts.get("small")).isEqualTo(3);
        assertThat(counts.get("bad")).isBetween(6L, 10L);
        assertThat(counts.get("good")).isGreaterThan(13);
    }

    @Test
    void firstGuessesAreTriedFirst() {
        Hyperparameters guess = Hyperparameters.NONE.with("x", 1).with("y", 2);
        Study study = new Study(
                new StudySettings(3, 7, Direction.MAXIMISE, 1, 1),
                List.of(new Contender("only", BRANIN, List.of(guess), 100)),
                new RandomSampler(),
                new Pruner.None());
        assertThat(study.run(StudyTest::branin, List.of(), quiet(), Study.Brakes.NONE)
                        .getFirst()
                        .parameters())
                .isEqualTo(guess);
    }

    @Test
    void finishedTrialsAreHeardInOrder() {
        List<Integer> heard = new ArrayList<>();
        Set<Integer> started = new ConcurrentSkipListSet<>();
        study(20, 4, new RandomSampler())
                .run(
                        StudyTest::branin,
                        List.of(),
                        new StudyListener() {
                            @Override
                            public void started(int number, String kind, Hyperparameters parameters) {
                                started.add(number);
                            }

                            @Override
                            public void finished(FinishedTrial trial) {
                                heard.add(trial.number());
                            }
                        },
                        Study.Brakes.NONE);
        assertThat(heard).hasSize(20).isSorted();
        assertThat(new TreeSet<>(heard)).isEqualTo(started);
    }

    @Test
    @Timeout(60)
    void aSuggestionAfter2000TrialsTakesFewMilliseconds() {
        SearchSpace space = new SearchSpace(List.of(
                new Parameter.IntRange("depth", 3, 10, false),
                new Parameter.FloatRange("eta", 0.01, 0.3, true),
                new Parameter.FloatRange("subsample", 0.5, 1, false),
                new Parameter.FloatRange("columns", 0.3, 1, false),
                new Parameter.FloatRange("lambda", 0.1, 100, true),
                new Parameter.Choice("booster", List.of("gbtree", "dart"))));
        SplittableRandom random = new SplittableRandom(5);
        List<FinishedTrial> history = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            Hyperparameters drawn = new RandomSampler().suggest(space, List.of(), Direction.MAXIMISE, random);
            history.add(new FinishedTrial(
                    i,
                    "x",
                    drawn,
                    FinishedTrial.State.COMPLETE,
                    random.nextDouble(),
                    0,
                    new java.util.TreeMap<>(),
                    ""));
        }
        var cpu = java.lang.management.ManagementFactory.getThreadMXBean();
        double fastest = Double.POSITIVE_INFINITY;
        for (int block = 0; block < 20; block++) {
            long start = cpu.getCurrentThreadCpuTime();
            for (int i = 0; i < 10; i++) {
                new TpeSampler().suggest(space, history, Direction.MAXIMISE, random);
            }
            fastest = Math.min(fastest, (cpu.getCurrentThreadCpuTime() - start) / 1e7);
        }
        assertThat(fastest).isLessThan(6);
    }

    private static Study study(int trials, int threads, Sampler sampler) {
        return new Study(
                new StudySettings(trials, 7, Direction.MINIMISE, 4, threads),
                List.of(new Contender("a", BRANIN, List.of(), 1000), new Contender("b", BRANIN, List.of(), 1000)),
                sampler,
                new AshaPruner(2, 3));
    }

    private static double lowest(Sampler sampler, int seed) {
        Study study = new Study(
                new StudySettings(80, seed, Direction.MINIMISE, 1, 1),
                List.of(new Contender("b", BRANIN, List.of(), 1000)),
                sampler,
                new Pruner.None());
        return Study.best(study.run(StudyTest::branin, List.of(), quiet(), Study.Brakes.NONE), Direction.MINIMISE)
                .orElseThrow()
                .value();
    }

    private static StudyListener quiet() {
        return new StudyListener() {};
    }

    private static Objective.Result bumpy(Trial trial) {
        double end = branin(trial).value();
        int wait = Math.floorMod(trial.number() * 7919, 4);
        for (int step = 1; step <= 20; step++) {
            double value = end + (20 - step) * 0.1;
            Thread.onSpinWait();
            if (step == 10 && wait > 0) {
                Thread.yield();
            }
            if (!trial.report(step, value)) {
                return new Objective.Result(value, step);
            }
        }
        return new Objective.Result(end, 20);
    }

    private static Objective.Result branin(Trial trial) {
        double x = trial.parameters().number("x", 0);
        double y = trial.parameters().number("y", 0);
        double a = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
        return new Objective.Result(a * a + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10, 0);
    }
}
