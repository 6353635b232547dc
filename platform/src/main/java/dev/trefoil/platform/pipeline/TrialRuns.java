package dev.trefoil.platform.pipeline;

import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.tracking.Experiment;
import dev.trefoil.platform.tracking.Experiments;
import dev.trefoil.platform.tracking.Metric;
import dev.trefoil.platform.tracking.MetricPoint;
import dev.trefoil.platform.tracking.NewRun;
import dev.trefoil.platform.tracking.Run;
import dev.trefoil.platform.tracking.RunBatch;
import dev.trefoil.platform.tracking.RunChange;
import dev.trefoil.platform.tracking.RunId;
import dev.trefoil.platform.tracking.RunStatus;
import dev.trefoil.platform.tracking.Runs;
import dev.trefoil.training.search.FinishedTrial;
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
    private final InstantSource clock;

    public TrialRuns(Database database, Experiments experiments, Runs runs, InstantSource clock) {
        this.database = database;
        this.experiments = experiments;
        this.runs = runs;
        this.clock = clock;
    }

    @Override
    public String record(String project, FinishedTrial trial, String measure, Map<String, String> facts) {
        Experiment experiment = database.write(tx -> experiments.ofProject(tx, project));
        Run run = runs.create(NewRun.in(experiment.id(), trial.kind() + " #" + trial.number()));
        List<Metric> metrics = new ArrayList<>();
        long now = clock.millis();
        trial.curve().forEach((step, value) -> metrics.add(metric(measure, value, step, now)));
        if (trial.curve().isEmpty()) {
            metrics.add(metric(measure, trial.value(), 0, now));
        }
        Map<String, String> params = new LinkedHashMap<>();
        params.put("candidate", trial.kind());
        trial.parameters().settings().forEach((name, setting) -> params.put(name, setting.text()));
        Map<String, String> tags = new LinkedHashMap<>(facts);
        tags.put("trefoil.trial", Integer.toString(trial.number()));
        tags.put("trefoil.state", trial.state().name().toLowerCase(java.util.Locale.ROOT));
        if (!trial.failure().isEmpty()) {
            tags.put("trefoil.failure", trial.failure());
        }
        runs.log(run.id(), new RunBatch(metrics, params, tags));
        RunStatus status = switch (trial.state()) {
            case COMPLETE, PRUNED -> RunStatus.FINISHED;
            case FAILED -> RunStatus.FAILED;
        };
        runs.update(run.id(), RunChange.ended(status, clock.instant()));
        return run.id().value();
    }

    @Override
    public void evaluated(String run, Map<String, Double> measures, Map<String, String> facts) {
        List<Metric> metrics = new ArrayList<>();
        measures.forEach((name, value) -> metrics.add(metric("holdout_" + name, value, 0, clock.millis())));
        runs.log(new RunId(run), RunBatch.metrics(metrics));
    }

    private static Metric metric(String name, double value, long step, long millis) {
        return new Metric(name, new MetricPoint(value, step, millis));
    }
}
