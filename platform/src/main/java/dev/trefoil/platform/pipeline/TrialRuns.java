package dev.trefoil.platform.pipeline;

import dev.trefoil.core.digest.DigestBuilder;
import dev.trefoil.platform.artifact.Artifact;
import dev.trefoil.platform.artifact.ArtifactPath;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.tracking.ArtifactOwner;
import dev.trefoil.platform.tracking.ArtifactTree;
import dev.trefoil.platform.tracking.Experiment;
import dev.trefoil.platform.tracking.Experiments;
import dev.trefoil.platform.tracking.Metric;
import dev.trefoil.platform.tracking.MetricPoint;
import dev.trefoil.platform.tracking.NewRun;
import dev.trefoil.platform.tracking.RunBatch;
import dev.trefoil.platform.tracking.RunChange;
import dev.trefoil.platform.tracking.RunId;
import dev.trefoil.platform.tracking.RunStatus;
import dev.trefoil.platform.tracking.Runs;
import dev.trefoil.training.search.FinishedTrial;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Trials as runs of the project's experiment.
public final class TrialRuns implements Trials {
    private final Database database;
    private final Experiments experiments;
    private final Runs runs;
    private final ArtifactTree files;
    private final InstantSource clock;

    public TrialRuns(Database database, Experiments experiments, Runs runs, InstantSource clock) {
        this.database = database;
        this.experiments = experiments;
        this.runs = runs;
        this.files = new ArtifactTree(database);
        this.clock = clock;
    }

    @Override
    public String record(Origin origin, FinishedTrial trial, Duration took) {
        Experiment experiment = database.write(tx -> experiments.ofProject(tx, origin.project()));
        RunId id = new RunId(new DigestBuilder()
                .add(origin.project())
                .add(origin.development())
                .add(trial.kind())
                .add(Integer.toString(trial.number()))
                .build()
                .hex()
                .substring(0, 32));
        if (runs.find(id).isPresent()) {
            return id.value();
        }
        List<Metric> metrics = new ArrayList<>();
        Instant ended = clock.instant();
        long now = ended.toEpochMilli();
        trial.curve().forEach((step, value) -> metrics.add(metric(origin.measure(), value, step, now)));
        if (trial.curve().isEmpty()) {
            metrics.add(metric(origin.measure(), trial.value(), 0, now));
        }
        Map<String, String> params = new LinkedHashMap<>();
        params.put("candidate", trial.kind());
        trial.parameters().settings().forEach((name, setting) -> params.put(name, setting.text()));
        Map<String, String> tags = new LinkedHashMap<>(origin.facts());
        tags.put("trefoil.trial", Integer.toString(trial.number()));
        tags.put("trefoil.state", trial.state().name().toLowerCase(java.util.Locale.ROOT));
        if (!trial.failure().isEmpty()) {
            tags.put("trefoil.failure", trial.failure());
        }
        RunStatus status = switch (trial.state()) {
            case COMPLETE, PRUNED -> RunStatus.FINISHED;
            case FAILED -> RunStatus.FAILED;
        };
        database.run(tx -> {
            runs.create(
                    tx,
                    id,
                    new NewRun(experiment.id(), trial.kind() + " #" + trial.number(), "", ended.minus(took), Map.of()));
            runs.log(tx, id, new RunBatch(metrics, params, tags));
            runs.update(tx, id, RunChange.ended(status, ended));
            files.put(tx, new ArtifactOwner.OfRun(id), origin.files());
        });
        return id.value();
    }

    @Override
    public void evaluated(String run, Map<String, Double> measures, Map<ArtifactPath, Artifact> made) {
        RunId id = new RunId(run);
        List<Metric> metrics = new ArrayList<>();
        measures.forEach((name, value) -> metrics.add(metric("holdout_" + name, value, 0, clock.millis())));
        database.run(tx -> {
            runs.log(tx, id, RunBatch.metrics(metrics));
            files.put(tx, new ArtifactOwner.OfRun(id), made);
        });
    }

    private static Metric metric(String name, double value, long step, long millis) {
        return new Metric(name, new MetricPoint(value, step, millis));
    }
}
