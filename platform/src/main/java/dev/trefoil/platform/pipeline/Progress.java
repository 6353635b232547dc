package dev.trefoil.platform.pipeline;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.platform.story.Station;
import dev.trefoil.platform.story.Story;
import dev.trefoil.training.Development;
import dev.trefoil.training.DevelopmentListener;
import dev.trefoil.training.search.FinishedTrial;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Turns what a development says into runs, story lines and the job's progress.
final class Progress implements DevelopmentListener {
    private final Trip trip;
    private final Story story;
    private final Trials trials;
    private final Digest dataset;
    private final Map<String, Double> ladder = new LinkedHashMap<>();
    private final Map<Integer, String> runs = new ConcurrentHashMap<>();
    private final long start = System.nanoTime();
    private volatile @Nullable Metric judgedBy;
    private volatile int planned = 1;

    Progress(Trip trip, Story story, Trials trials, Digest dataset) {
        this.trip = trip;
        this.story = story;
        this.trials = trials;
        this.dataset = dataset;
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
        trip.job().progress(0.1, "searching: 0 of " + total + " trials");
    }

    @Override
    public void finished(FinishedTrial trial) {
        String measure = Objects.requireNonNull(judgedBy).id();
        runs.put(trial.number(), trials.record(trip.project(), trial, measure, facts()));
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

    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("trefoil.charter", trip.charterVersion().hex());
        facts.put("trefoil.dataset", dataset.hex());
        facts.put("trefoil.commit", trip.commit());
        facts.put(
                "trefoil.seed",
                Long.toString(trip.charter().development().search().seed()));
        facts.put("trefoil.java", Runtime.version().toString());
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
        if (!run.isEmpty()) {
            trials.evaluated(run, DevelopmentStep.values(made.evaluation().measures()), facts());
        }
        return run;
    }
}
