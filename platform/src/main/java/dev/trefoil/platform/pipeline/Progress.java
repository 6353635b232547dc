package dev.trefoil.platform.pipeline;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.platform.artifact.Artifact;
import dev.trefoil.platform.artifact.ArtifactPath;
import dev.trefoil.platform.artifact.ArtifactStore;
import dev.trefoil.platform.story.Station;
import dev.trefoil.platform.story.Story;
import dev.trefoil.training.Development;
import dev.trefoil.training.DevelopmentListener;
import dev.trefoil.training.search.FinishedTrial;
import dev.trefoil.training.search.Hyperparameters;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Turns what a development says into runs, story lines and the job's progress.
final class Progress implements DevelopmentListener {
    private static final int MOST_LINES = 10_000;

    private final Trip trip;
    private final Story story;
    private final ArtifactStore artifacts;
    private final Trials trials;
    private final Digest dataset;
    private final Digest development;
    private final TrialMemory memory;
    private final List<FinishedTrial> already;
    private final Map<String, List<String>> outputs = new ConcurrentHashMap<>();
    private final Map<String, Double> ladder = new LinkedHashMap<>();
    private final Map<Integer, String> runs = new ConcurrentHashMap<>();
    private final Map<Integer, Long> begun = new ConcurrentHashMap<>();
    private final long start = System.nanoTime();
    private volatile @Nullable Metric judgedBy;
    private volatile int planned = 1;

    /// What decides the trials, and those that are over.
    ///
    /// @param development key of the step
    record Known(Digest dataset, Digest development, TrialMemory memory, List<FinishedTrial> already) {}

    Progress(Trip trip, Story story, ArtifactStore artifacts, Trials trials, Known known) {
        this.trip = trip;
        this.story = story;
        this.artifacts = artifacts;
        this.trials = trials;
        this.dataset = known.dataset();
        this.development = known.development();
        this.memory = known.memory();
        this.already = known.already();
    }

    @Override
    public void baseline(String id, Metric measure, double value) {
        ladder.put(id, value);
        judgedBy = measure;
    }

    @Override
    public void searching(Metric measure, int folds, int total) {
        judgedBy = measure;
        planned = total;
        if (!ladder.isEmpty()) {
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("measure", measure.id());
            values.put("ladder", ladder);
            story.tell(
                    trip.project(),
                    Station.DEVELOPMENT,
                    "baselines",
                    ladder.entrySet().stream()
                                    .map(rung -> rung.getKey() + " " + Says.number(rung.getValue()))
                                    .collect(Collectors.joining(" · "))
                            + " (" + measure.id() + " on the hold-out set)",
                    values);
        }
        already.forEach(trial -> runs.put(trial.number(), run(trial)));
        if (!already.isEmpty()) {
            story.tell(
                    trip.project(),
                    Station.DEVELOPMENT,
                    "resumed",
                    "the search goes on where it was broken off: " + already.size() + " of " + total
                            + " trials are done and are not repeated",
                    Map.of("trials", total, "reused", already.size()));
        }
        trip.job()
                .progress(0.1 + 0.7 * runs.size() / planned, "searching: " + runs.size() + " of " + total + " trials");
    }

    /// The run of a trial; of one that is known already the same.
    private String run(FinishedTrial trial) {
        String measure = Objects.requireNonNull(judgedBy).id();
        return trials.record(
                new Trials.Origin(trip.project(), development.hex(), measure, facts(), code()), trial, took(trial));
    }

    @Override
    public void started(int number, String kind, Hyperparameters parameters) {
        begun.put(number, System.nanoTime());
    }

    private Duration took(FinishedTrial trial) {
        Long from = begun.get(trial.number());
        return from == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - from);
    }

    @Override
    public void finished(FinishedTrial trial) {
        runs.put(trial.number(), run(trial));
        memory.keep(trial);
        if (!trial.failure().isEmpty()) {
            note("candidate " + trial.kind() + " failed: " + trial.failure());
        }
        int done = runs.size();
        trip.job().progress(0.1 + 0.7 * done / planned, "searching: " + done + " of " + planned + " trials");
    }

    @Override
    public void fitting(String candidate) {
        trip.job().progress(0.85, "fitting " + candidate + " on all training rows and judging it");
    }

    @Override
    public void note(String text) {
        story.tell(trip.project(), Station.DEVELOPMENT, "note", text, Map.of());
    }

    /// What a command says is its own business, but somebody who waits wants to see it.
    @Override
    public void output(String candidate, String line) {
        List<String> lines = outputs.computeIfAbsent(candidate, _ -> new CopyOnWriteArrayList<>());
        if (lines.size() < MOST_LINES) {
            lines.add(line);
        }
        trip.job().progress(0.8, candidate + ": " + line.strip());
    }

    /// What commands wrote, by candidate.
    Map<String, List<String>> outputs() {
        return outputs;
    }

    /// The project file, and what differs from the commit.
    private Map<ArtifactPath, Artifact> code() {
        Map<ArtifactPath, Artifact> files = new HashMap<>();
        trip.files().find("trefoil.yaml").ifPresent(file -> files.put(new ArtifactPath("trefoil.yaml"), file));
        if (!trip.diff().isEmpty()) {
            artifacts.find(new Digest(trip.diff())).ifPresent(file -> files.put(new ArtifactPath("code.diff"), file));
        }
        return files;
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("trefoil.charter", trip.charterVersion().hex());
        facts.put("trefoil.dataset", dataset.hex());
        facts.put("trefoil.commit", trip.commit());
        facts.put("trefoil.files", trip.files().digest().hex());
        facts.put(
                "trefoil.seed",
                Long.toString(trip.charter().development().search().seed()));
        facts.put("trefoil.java", Runtime.version().toString());
        facts.put("trefoil.cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("trefoil.os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        return facts;
    }

    /// Tells how the search ended; answers the run of the winner.
    String finish(Development made) {
        FinishedTrial winner = made.winner();
        String run = runs.getOrDefault(winner.number(), "");
        long kinds = made.trials().stream().map(FinishedTrial::kind).distinct().count();
        long millis = (System.nanoTime() - start) / 1_000_000;
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("trials", made.trials().size());
        values.put("kinds", kinds);
        values.put("best", winner.kind());
        values.put("trial", winner.number());
        values.put("measure", made.selectedBy().id());
        values.put("value", winner.value());
        values.put("run", run);
        values.put("millis", millis);
        story.tell(
                trip.project(),
                Station.DEVELOPMENT,
                "search",
                made.trials().size() + " trials, " + kinds + (kinds == 1 ? " kind" : " kinds") + ": best "
                        + winner.kind() + " #" + winner.number() + ", " + Says.number(winner.value())
                        + " in validation, " + Says.seconds(millis),
                values);
        return run;
    }
}
