package dev.trefoil.platform.monitoring;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.verdict.Estimate;
import dev.trefoil.core.verdict.Outcome;
import dev.trefoil.core.verdict.Verdict;
import dev.trefoil.inference.ModelPackage;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.Principal;
import dev.trefoil.platform.artifact.Artifact;
import dev.trefoil.platform.artifact.ArtifactFolders;
import dev.trefoil.platform.artifact.ArtifactStore;
import dev.trefoil.platform.artifact.Manifest;
import dev.trefoil.platform.data.DatasetVersion;
import dev.trefoil.platform.data.Datasets;
import dev.trefoil.platform.db.Micros;
import dev.trefoil.platform.deployment.ArmShare;
import dev.trefoil.platform.deployment.Endpoint;
import dev.trefoil.platform.jobs.JobContext;
import dev.trefoil.platform.jobs.JobHandler;
import dev.trefoil.platform.pipeline.DevelopmentSpecs;
import dev.trefoil.platform.pipeline.Documents;
import dev.trefoil.platform.pipeline.ProjectCode;
import dev.trefoil.platform.pipeline.Says;
import dev.trefoil.platform.pipeline.Wording;
import dev.trefoil.platform.prediction.ServedRows;
import dev.trefoil.platform.project.Charter;
import dev.trefoil.platform.project.RetrainPolicy;
import dev.trefoil.platform.project.RolloutSpec;
import dev.trefoil.platform.registry.ModelRegistry;
import dev.trefoil.platform.registry.ModelVersion;
import dev.trefoil.platform.story.Station;
import dev.trefoil.platform.verdict.JudgedSubject;
import dev.trefoil.platform.verdict.Judgement;
import dev.trefoil.platform.verdict.Place;
import dev.trefoil.platform.verdict.Window;
import dev.trefoil.table.EngineLimits;
import dev.trefoil.table.Tables;
import dev.trefoil.table.Workspace;
import dev.trefoil.table.profile.Profiler;
import dev.trefoil.table.profile.TableProfile;
import dev.trefoil.table.source.Source;
import dev.trefoil.training.Development;
import dev.trefoil.training.DevelopmentListener;
import dev.trefoil.training.DevelopmentSpec;
import dev.trefoil.training.Rung;
import dev.trefoil.training.Session;
import dev.trefoil.training.Trainings;
import dev.trefoil.training.evaluation.Judged;
import dev.trefoil.training.sample.Target;
import dev.trefoil.training.search.FinishedTrial;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Trains a challenger on served rows whose truth is known. The last part of them is kept apart to judge challenger and
/// champion in pairs; the winner is then fitted again on all of them, registered and rolled out like any version.
///
/// The gate of a challenger: no requirement fails on the rows kept apart, and it is ahead of the champion there by
/// the whole interval. A requirement that is merely inconclusive on so short a time does not hold it back.
public final class Retraining implements JobHandler {
    private static final Principal POLICY = Principal.system("retraining-policy");
    private static final Duration MOST_APART = Duration.ofDays(14);

    private final Desk desk;
    private final ArtifactStore artifacts;
    private final Datasets datasets;
    private final Releases releases;
    private final Trainings trainings;
    private final Path work;

    public Retraining(
            Desk desk, ArtifactStore artifacts, Datasets datasets, Releases releases, Trainings trainings, Path work) {
        this.desk = desk;
        this.artifacts = artifacts;
        this.datasets = datasets;
        this.releases = releases;
        this.trainings = trainings;
        this.work = work;
    }

    @Override
    public String run(JobContext context) {
        RetrainOrder order = MonitoringCodec.readOrder(context.job().request().payload());
        Endpoint endpoint = desk.endpoints().require(order.endpoint());
        Charter charter = desk.charter(endpoint);
        long number = ArmShare.version(endpoint.live());
        if (number == 0) {
            throw PlatformException.invalid(
                    "endpoint " + endpoint.name(), "No version serves, so there is none to renew.");
        }
        ModelVersion champion = desk.registry().require(endpoint.model(), number);
        context.progress(0.05, "reading the rows whose truth is known");
        Material material = material(endpoint, charter, Instant.parse(order.watermark()));
        Optional<Path> code = ProjectCode.copy(artifacts, datasets, charter, work);
        if (ProjectCode.needed(charter) && code.isEmpty()) {
            desk.story()
                    .tell(
                            endpoint.project(),
                            Station.RETRAINING,
                            "note",
                            "the project's files are not here any more, so candidates that are commands are left out:"
                                    + " bring them again with ./trefoil run",
                            Map.of());
        }
        try (ModelPackage serving = desk.packages().load(champion)) {
            return challenge(context, charter, champion, new Given(serving, code.orElse(null)), material);
        } finally {
            code.ifPresent(ArtifactFolders::remove);
        }
    }

    /// What a challenger starts from.
    ///
    /// @param serving the champion
    /// @param code a copy of the project's folder for commands; null leaves them out
    private record Given(ModelPackage serving, @Nullable Path code) {}

    private record Material(ColumnBatch all, ColumnBatch before, ColumnBatch apart, Instant from, Instant until) {}

    private Material material(Endpoint endpoint, Charter charter, Instant watermark) {
        RetrainPolicy policy = charter.monitoring().retrain();
        LocalDateTime reached = LocalDateTime.ofInstant(watermark, ZoneOffset.UTC);
        Instant from = policy == null || policy.on() == null
                ? Instant.EPOCH
                : policy.on().before(reached).toInstant(ZoneOffset.UTC);
        ServedRows served = desk.predictions().rows(endpoint.name(), from, watermark.plusNanos(1_000));
        int[] known = IntStream.range(0, served.size())
                .filter(r -> served.truth(r) != null)
                .toArray();
        if (known.length < 100) {
            throw PlatformException.invalid(
                    "endpoint " + endpoint.name(),
                    "Only " + known.length + " served rows have their truth: at least 100 are needed to train on.");
        }
        ColumnBatch rows = LiveRows.of(served, charter).pick(known);
        long first = served.eventMicros()[known[0]];
        long last = served.eventMicros()[known[known.length - 1]];
        long apart = Math.min(MOST_APART.toMillis() * 1_000, (last - first) / 5);
        long[] events =
                IntStream.of(known).mapToLong(r -> served.eventMicros()[r]).toArray();
        int[] before = IntStream.range(0, known.length)
                .filter(i -> events[i] <= last - apart)
                .toArray();
        int[] after = IntStream.range(0, known.length)
                .filter(i -> events[i] > last - apart)
                .toArray();
        return new Material(rows, rows.pick(before), rows.pick(after), Micros.instant(first), Micros.instant(last));
    }

    private String challenge(
            JobContext context, Charter charter, ModelVersion champion, Given given, Material material) {
        ModelPackage serving = given.serving();
        Target target = new Target(
                charter.data().label().name(),
                serving.signature().task(),
                serving.signature().classes());
        Double threshold = champion.provenance().threshold();
        Rung existing = new Rung.Existing("champion", serving, threshold == null ? 0.5 : threshold);
        DevelopmentSpec spec =
                DevelopmentSpecs.of(charter, material.all().schema(), target, List.of(existing), given.code());
        ColumnBatch before = Labels.spelled(material.before(), target);
        ColumnBatch apart = Labels.spelled(material.apart(), target);
        AtomicInteger trials = new AtomicInteger();
        Session session = new Session(
                Runtime.getRuntime().availableProcessors(),
                new DevelopmentListener() {
                    @Override
                    public void finished(FinishedTrial trial) {
                        int done = trials.incrementAndGet();
                        context.progress(
                                0.1 + 0.6 * done / spec.search().trials(),
                                "retraining: " + done + " of " + spec.search().trials() + " trials");
                    }
                },
                context::cancelled,
                List.of());
        Path trial = work.resolve("packages").resolve(UUID.randomUUID().toString());
        Development made = trainings.develop(spec, before, apart, trial, session);
        List<String> objections = objections(charter, made, spec);
        Estimate ahead = ahead(made, spec);
        String says = "on the last " + Says.count(apart.rows()) + " rows, kept apart, "
                + (ahead.value() >= 0 ? "ahead of " : "behind ") + champion.armName() + " by "
                + Says.number(Math.abs(ahead.value())) + " (" + Says.interval(ahead.low(), ahead.high())
                + ") in " + spec.evaluation().main().id();
        if (!objections.isEmpty()) {
            tell(
                    charter,
                    "refused",
                    "The challenger is refused: " + String.join("; ", objections) + "; " + says,
                    made,
                    0,
                    ahead);
            return "{\"version\":0}";
        }
        context.progress(0.8, "fitting the challenger on all rows");
        Path folder = work.resolve("packages").resolve(UUID.randomUUID().toString());
        ColumnBatch all = Labels.spelled(material.all(), target);
        Digest digest = trainings.refit(spec, made.choice(), all, folder, Session.quiet(session.threads()));
        ModelVersion version = register(charter, made, digest, folder, dataset(charter, all));
        judge(charter, version, made, material);
        tell(
                charter,
                "version",
                "version " + version.version() + ", " + Says.count(all.rows()) + " rows from "
                        + material.from().toString().substring(0, 10) + " to "
                        + material.until().toString().substring(0, 10) + "; " + says,
                made,
                version.version(),
                ahead);
        boolean byItself = charter.deployment().rollout().automation() == RolloutSpec.Automation.L5;
        if (byItself) {
            releases.start(POLICY, charter, version, "retrained");
        } else {
            tell(
                    charter,
                    "waits",
                    "version " + version.version() + " waits for a person to release it (automation "
                            + charter.deployment().rollout().automation() + ")",
                    made,
                    version.version(),
                    ahead);
        }
        return "{\"version\":" + version.version() + "}";
    }

    private static List<String> objections(Charter charter, Development made, DevelopmentSpec spec) {
        List<String> objections = new ArrayList<>();
        for (Judged judged : made.evaluation().judged()) {
            if (judged.verdict().outcome() == Outcome.FAIL) {
                objections.add(new Wording(charter).objection(judged.verdict()));
            }
        }
        Estimate ahead = ahead(made, spec);
        if (!(ahead.low() > 0)) {
            objections.add("not ahead of the champion by the whole interval");
        }
        return objections;
    }

    /// How far the challenger is ahead, positive where it is better, whatever the direction of the measure.
    private static Estimate ahead(Development made, DevelopmentSpec spec) {
        Metric main = spec.evaluation().main();
        Map<Metric, Estimate> differences = made.evaluation().differences().getOrDefault("champion", Map.of());
        Estimate raw = differences.getOrDefault(main, Estimate.none(main.id()));
        return switch (main.direction()) {
            case HIGHER -> raw;
            case LOWER, ZERO ->
                new Estimate(
                        -raw.value(), -raw.high(), -raw.low(), raw.n(), raw.clusters(), raw.method(), raw.confidence());
        };
    }

    private String dataset(Charter charter, ColumnBatch rows) {
        Path file = work.resolve("datasets").resolve("served-" + UUID.randomUUID() + ".parquet");
        try {
            Files.createDirectories(work.resolve("datasets"));
            Tables.write(rows, file);
            Artifact stored;
            try (InputStream in = Files.newInputStream(file)) {
                stored = artifacts.put(in);
            }
            Artifact profile = artifacts.put(new ByteArrayInputStream(Documents.json(profile(file))));
            Files.deleteIfExists(file);
            return datasets.remember(
                            charter.project(),
                            stored.digest(),
                            "served",
                            rows.rows(),
                            new DatasetVersion.Content(
                                    stored.digest().hex(),
                                    rows.schema().columns(),
                                    List.of(),
                                    rows.rows(),
                                    0,
                                    profile.digest().hex(),
                                    List.of(),
                                    0))
                    .digest()
                    .hex();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TableProfile profile(Path file) {
        try (Workspace workspace = Workspace.open(work.resolve("engine"), EngineLimits.USUAL)) {
            workspace.add(Source.of("served", file));
            return Profiler.profile(workspace, "served");
        }
    }

    private ModelVersion register(Charter charter, Development made, Digest digest, Path folder, String dataset) {
        Manifest manifest = new ArtifactFolders(artifacts).put(folder);
        Artifact evaluation = artifacts.put(new ByteArrayInputStream(Documents.json(made.evaluation())));
        return desk.registry()
                .register(
                        POLICY,
                        new ModelRegistry.Candidate(
                                charter.project(),
                                charter.project(),
                                digest,
                                manifest.digest(),
                                new ModelVersion.Provenance(
                                        "retrained",
                                        "",
                                        dataset,
                                        charter.version().hex(),
                                        "",
                                        made.choice().trainer(),
                                        made.choice().threshold(),
                                        evaluation.digest().hex(),
                                        manifest.sizeBytes())));
    }

    private void judge(Charter charter, ModelVersion version, Development made, Material material) {
        JudgedSubject subject = JudgedSubject.version(
                charter.project(),
                version.model(),
                version.version(),
                charter.version().hex());
        Window window = new Window(material.from(), material.until(), "kept apart");
        desk.database().run(tx -> {
            for (Judged judged : made.evaluation().judged()) {
                desk.verdicts()
                        .append(
                                tx,
                                new Judgement(
                                        subject, Place.HOLD_OUT, window, judged.verdict(), version.packageDigest()));
            }
        });
    }

    private void tell(Charter charter, String event, String says, Development made, long version, Estimate ahead) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("version", version);
        values.put("best", made.choice().candidate());
        values.put("ahead", ahead.value());
        values.put("low", ahead.low());
        values.put("high", ahead.high());
        values.put("n", ahead.n());
        values.put("method", ahead.method());
        for (Verdict verdict :
                made.evaluation().judged().stream().map(Judged::verdict).toList()) {
            values.put(verdict.requirement(), verdict.outcome().word());
        }
        desk.story().tell(charter.project(), Station.RETRAINING, event, says, values);
    }
}
