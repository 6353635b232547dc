package dev.trefoil.verify.ui;

import dev.trefoil.platform.artifact.LocalArtifactStore;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.DatabaseAddress;
import dev.trefoil.platform.db.Migrations;
import dev.trefoil.platform.event.Outbox;
import dev.trefoil.platform.tracking.ArtifactTree;
import dev.trefoil.platform.tracking.ExperimentId;
import dev.trefoil.platform.tracking.Experiments;
import dev.trefoil.platform.tracking.Metric;
import dev.trefoil.platform.tracking.MetricHistory;
import dev.trefoil.platform.tracking.NewRun;
import dev.trefoil.platform.tracking.RunBatch;
import dev.trefoil.platform.tracking.RunChange;
import dev.trefoil.platform.tracking.RunId;
import dev.trefoil.platform.tracking.RunStatus;
import dev.trefoil.platform.tracking.Runs;
import dev.trefoil.server.api.RunFileRoutes;
import dev.trefoil.server.api.RunRoutes;
import dev.trefoil.server.http.ApiRoute;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A real store full of runs behind the server's own routes: many with a few values each, ten with long curves.
final class RunStore implements AutoCloseable {
    private final Database database;
    private final FakeServer server;
    private final List<String> curves = new ArrayList<>();
    private final Runs runs;
    private final Experiments experiments;
    private final LocalArtifactStore artifacts;
    private final ArtifactTree tree;

    RunStore(Path folder, int count, int points) {
        Clock clock = Clock.systemUTC();
        database = Database.open(new DatabaseAddress.SqliteFile(folder.resolve("runs.db")), Migrations.shipped());
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        experiments = Experiments.open(database, clock);
        runs = new Runs(database, new Outbox(database, clock), clock, random);
        artifacts = new LocalArtifactStore(folder.resolve("artifacts"), false);
        tree = new ArtifactTree(database);
        ExperimentId flights = database.<ExperimentId>write(
                tx -> experiments.ofProject(tx, "flight-delays").id());
        for (int from = 0; from < count; from += 500) {
            fill(flights, from, Math.min(from + 500, count), random, clock);
        }
        for (int r = 0; r < 10 && points > 0; r++) {
            curves.add(curve(flights, r, points));
        }
        List<ApiRoute> routes = new ArrayList<>(new RunRoutes(experiments, runs, new MetricHistory(database)).routes());
        routes.addAll(new RunFileRoutes(runs, tree, artifacts).routes());
        server = FakeServer.with("flights", routes);
    }

    private void fill(ExperimentId experiment, int from, int until, RandomGenerator random, Clock clock) {
        database.run(tx -> {
            for (int i = from; i < until; i++) {
                RunId id = RunId.fresh();
                runs.create(tx, id, new NewRun(experiment, "run-" + i, "ann", clock.instant(), Map.of()));
                runs.log(
                        tx,
                        id,
                        new RunBatch(
                                List.of(
                                        Metric.of("auc", random.nextDouble(.5, .8), 0, 0),
                                        Metric.of("log_loss", random.nextDouble(), 0, 0)),
                                Map.of(
                                        "kind",
                                        i % 3 == 0 ? "xgboost" : "lightgbm",
                                        "depth",
                                        Integer.toString(random.nextInt(3, 9))),
                                Map.of()));
                runs.update(tx, id, RunChange.ended(RunStatus.FINISHED, clock.instant()));
            }
        });
    }

    private String curve(ExperimentId experiment, int number, int points) {
        RunId id = runs.create(NewRun.in(experiment, "curve-" + number)).id();
        for (int from = 0; from < points; from += 1000) {
            List<Metric> batch = new ArrayList<>();
            for (int i = from; i < Math.min(from + 1000, points); i++) {
                batch.add(Metric.of("loss", i == 777 ? 9.0 : 1.0 / (1 + i), i, i));
            }
            runs.log(id, RunBatch.metrics(batch));
        }
        return id.value();
    }

    FakeServer server() {
        return server;
    }

    /// Ids of the runs with long curves of `loss`, each with one peak of 9.
    List<String> curves() {
        return List.copyOf(curves);
    }

    /// A run with files.
    String runWith(Map<String, java.io.InputStream> files) {
        ExperimentId flights = database.<ExperimentId>write(
                tx -> experiments.ofProject(tx, "flight-delays").id());
        RunId id = runs.create(NewRun.in(flights, "with files")).id();
        files.forEach((path, content) -> tree.put(
                new dev.trefoil.platform.tracking.ArtifactOwner.OfRun(id),
                new dev.trefoil.platform.artifact.ArtifactPath(path),
                artifacts.put(content)));
        return id.value();
    }

    @Override
    public void close() {
        server.close();
        database.close();
    }
}
