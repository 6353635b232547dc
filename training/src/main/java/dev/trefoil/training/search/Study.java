package dev.trefoil.training.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;

/// A search for the best settings among one or several kinds of model. The same seed gives the same trials
/// whatever the
/// timing and the number of threads, also when it was broken off and resumed.
public final class Study {
    private final StudySettings settings;
    private final List<Contender> contenders;
    private final Sampler sampler;
    private final Pruner pruner;

    public Study(StudySettings settings, List<Contender> contenders, Sampler sampler, Pruner pruner) {
        if (contenders.isEmpty()) {
            throw new IllegalArgumentException("a study needs at least one kind of model to try");
        }
        this.settings = settings;
        this.contenders = List.copyOf(contenders);
        this.sampler = sampler;
        this.pruner = pruner;
    }

    /// When to stop before the budget is spent.
    ///
    /// @param cancelled the study is given up: [#run] throws [CancellationException]
    /// @param enough no further trial is started; those that run are finished
    public record Brakes(BooleanSupplier cancelled, BooleanSupplier enough) {
        public static final Brakes NONE = new Brakes(() -> false, () -> false);
    }

    /// Runs what is left of the study and returns all its trials by number. `already` are the finished trials of an
    /// earlier run with the same settings; they are taken over, not repeated.
    public List<FinishedTrial> run(
            Objective objective, List<FinishedTrial> already, StudyListener listener, Brakes brakes) {
        ThreadFactory threads =
                Thread.ofPlatform().name("trefoil-trial-", 1).daemon().factory();
        try (ExecutorService pool =
                Executors.newFixedThreadPool(Math.min(settings.threads(), settings.window()), threads)) {
            try {
                return new Course(objective, already, listener, brakes, pool).run();
            } finally {
                pool.shutdownNow();
            }
        }
    }

    /// Every trial has a generator of its own, so that none depends on what others drew.
    private SplittableRandom random(int number) {
        return new SplittableRandom(settings.seed() * 0x9E3779B97F4A7C15L + number);
    }

    /// The completed trial with the best value; of equals the first.
    public static Optional<FinishedTrial> best(List<FinishedTrial> trials, Direction direction) {
        return trials.stream()
                .filter(FinishedTrial::complete)
                .min(Comparator.comparingDouble(t -> direction.loss(t.value())));
    }

    /// One run of the study.
    private final class Course {
        private final Objective objective;
        private final Map<Integer, FinishedTrial> already = new HashMap<>();
        private final StudyListener listener;
        private final Brakes brakes;
        private final ExecutorService pool;
        private final Allocation allocation = new Allocation(contenders, settings.trials());
        private final List<Future<FinishedTrial>> running = new ArrayList<>();
        private final List<FinishedTrial> finished = new ArrayList<>();

        Course(
                Objective objective,
                List<FinishedTrial> already,
                StudyListener listener,
                Brakes brakes,
                ExecutorService pool) {
            this.objective = objective;
            already.forEach(t -> this.already.put(t.number(), t));
            this.listener = listener;
            this.brakes = brakes;
            this.pool = pool;
        }

        List<FinishedTrial> run() {
            for (int i = 0; i < settings.trials() && !brakes.enough().getAsBoolean(); i++) {
                if (i >= settings.window()) {
                    finished.add(await(running.get(i - settings.window())));
                }
                running.add(start(i));
            }
            while (finished.size() < running.size()) {
                finished.add(await(running.get(finished.size())));
            }
            return List.copyOf(finished);
        }

        private Future<FinishedTrial> start(int number) {
            FinishedTrial before = already.get(number);
            if (before != null) {
                allocation.took(before.kind());
                return CompletableFuture.completedFuture(before);
            }
            Contender contender = allocation.next(finished, settings.direction());
            int nth = allocation.given(contender) - 1;
            List<FinishedTrial> alike = finished.stream()
                    .filter(t -> t.kind().equals(contender.kind()) && t.state() != FinishedTrial.State.FAILED)
                    .toList();
            Hyperparameters parameters = nth < contender.first().size()
                    ? contender.first().get(nth)
                    : sampler.suggest(contender.space(), alike, settings.direction(), random(number));
            Trial.Surroundings around =
                    new Trial.Surroundings(alike, pruner, settings.direction(), brakes.cancelled(), listener);
            return pool.submit(() -> new Trial(number, contender, parameters, around).run(objective));
        }

        private FinishedTrial await(Future<FinishedTrial> trial) {
            try {
                FinishedTrial ended = trial.get();
                if (brakes.cancelled().getAsBoolean()) {
                    throw new CancellationException("the search was cancelled");
                }
                if (!already.containsKey(ended.number())) {
                    listener.finished(ended);
                }
                return ended;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new CancellationException("the search was interrupted");
            } catch (ExecutionException e) {
                throw new IllegalStateException("a trial broke off: " + e.getCause(), e.getCause());
            }
        }
    }
}
