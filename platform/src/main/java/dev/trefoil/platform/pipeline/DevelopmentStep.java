package dev.trefoil.platform.pipeline;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.digest.DigestBuilder;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.verdict.Estimate;
import dev.trefoil.core.verdict.Verdict;
import dev.trefoil.platform.artifact.Artifact;
import dev.trefoil.platform.artifact.ArtifactFolders;
import dev.trefoil.platform.artifact.ArtifactPath;
import dev.trefoil.platform.artifact.ArtifactStore;
import dev.trefoil.platform.artifact.Manifest;
import dev.trefoil.platform.data.Datasets;
import dev.trefoil.platform.project.Charter;
import dev.trefoil.platform.project.DeploymentSpec;
import dev.trefoil.platform.project.MonitoringSpec;
import dev.trefoil.platform.story.Station;
import dev.trefoil.platform.story.Story;
import dev.trefoil.training.DevelopmentSpec;
import dev.trefoil.training.Session;
import dev.trefoil.training.Trainings;
import dev.trefoil.training.evaluation.Evaluation;
import dev.trefoil.training.evaluation.Judged;
import dev.trefoil.training.search.FinishedTrial;
import dev.trefoil.training.search.Hyperparameters;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Looks for the model: ladder, search, fit, package, evaluation; or finds that it was done with the same inputs.
final class DevelopmentStep {
    /// Raised when training would come out otherwise from the same inputs.
    private static final String RECIPE = "development/2";

    private final ArtifactStore artifacts;
    private final ArtifactFolders folders;
    private final Datasets datasets;
    private final Story story;
    private final Trials trials;
    private final Trainings trainings;
    private final Path work;

    DevelopmentStep(
            ArtifactStore artifacts, Datasets datasets, Story story, Trials trials, Trainings trainings, Path work) {
        this.artifacts = artifacts;
        this.folders = new ArtifactFolders(artifacts);
        this.datasets = datasets;
        this.story = story;
        this.trials = trials;
        this.trainings = trainings;
        this.work = work;
    }

    Development run(Trip trip, PreparedTable table) {
        ProjectCode.remember(datasets, trip.charter(), trip.files());
        Digest key = key(trip.charter(), TripFiles.of(trip), table.version().digest());
        Optional<Development> known = datasets.stepResult(trip.project(), "development", key)
                .map(PipelineCodec::readDevelopment)
                .filter(done -> artifacts.find(new Digest(done.manifest())).isPresent());
        if (known.isPresent()) {
            story.tell(
                    trip.project(),
                    Station.DEVELOPMENT,
                    "search",
                    "nothing that decides the model has changed: "
                            + known.get().choice().candidate() + ", model "
                            + known.get().packageDigest().substring(0, 6) + ", reused",
                    Map.of("reused", true, "model", known.get().packageDigest()));
            return known.get();
        }
        Development done = develop(trip, table, key);
        datasets.rememberStep(trip.project(), "development", key, PipelineCodec.write(done));
        new TrialMemory(datasets, trip.project(), key)
                .forget(trip.charter().development().search().trials());
        return done;
    }

    /// The same key, the same model.
    static Digest key(Charter charter, TripFiles files, Digest dataset) {
        DigestBuilder key = new DigestBuilder().add(RECIPE).add(dataset).add(decisive(charter));
        if (ProjectCode.needed(charter)) {
            key.add(files.codeDigest());
        }
        return key.build();
    }

    /// The parts of a charter that decide what model comes out and how it is judged.
    private static Digest decisive(Charter charter) {
        return new Charter(
                        charter.project(),
                        charter.design(),
                        charter.data(),
                        charter.development(),
                        new DeploymentSpec("x", charter.deployment().rollout()),
                        new MonitoringSpec(
                                charter.monitoring().window(),
                                null,
                                charter.monitoring().capture(),
                                null))
                .version();
    }

    /// Commands run in a copy of the project's folder of their own, so that what they write stays there.
    private Development develop(Trip trip, PreparedTable table, Digest key) {
        if (!ProjectCode.needed(trip.charter())) {
            return develop(trip, table, key, null);
        }
        Path copy = work.resolve("commands").resolve(UUID.randomUUID().toString());
        try {
            Files.createDirectories(work.resolve("commands"));
            folders.fetch(trip.files(), copy);
            return develop(trip, table, key, copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            ArtifactFolders.remove(copy);
        }
    }

    private Development develop(Trip trip, PreparedTable table, Digest key, @Nullable Path commands) {
        Parts parts = Parts.of(trip.charter(), table.file(), work.resolve("engine"));
        DevelopmentSpec spec =
                DevelopmentSpecs.of(trip.charter(), parts.training().schema(), parts.target(), List.of(), commands);
        Path folder = work.resolve("packages").resolve(UUID.randomUUID().toString());
        TrialMemory memory = new TrialMemory(datasets, trip.project(), key);
        List<FinishedTrial> already = memory.known(spec.search().trials());
        Progress progress = new Progress(
                trip,
                story,
                artifacts,
                trials,
                new Progress.Known(table.version().digest(), key, memory, already));
        Session session = new Session(
                Math.max(1, Runtime.getRuntime().availableProcessors()),
                progress,
                () -> trip.job().cancelled(),
                already);
        dev.trefoil.training.Development made =
                trainings.develop(spec, parts.training(), parts.holdOut(), folder, session);
        String run = progress.finish(made);
        Manifest manifest = folders.put(folder);
        Artifact evaluation = artifacts.put(new ByteArrayInputStream(PipelineCodec.document(made.evaluation())));
        if (!run.isEmpty()) {
            trials.evaluated(
                    run, values(made.evaluation().measures()), files(manifest, evaluation, progress.outputs()));
        }
        new EvaluationWords(made, false).tell(story, trip.project());
        return new Development(
                made.digest().hex(),
                manifest.digest().hex(),
                evaluation.digest().hex(),
                run,
                new Development.Chosen(
                        made.choice().candidate(),
                        made.choice().trainer(),
                        texts(made.choice().parameters()),
                        made.choice().threshold()),
                verdicts(made.evaluation()),
                values(made.evaluation().measures()),
                ladder(made.evaluation(), made.selectedBy()),
                parts.target().classes(),
                parts.target().task().word(),
                manifest.sizeBytes(),
                worst(made.evaluation()),
                RowCost.micros(trainings, folder, parts.holdOut()));
    }

    /// What the winner's run keeps: the package, the evaluation, what commands wrote.
    private Map<ArtifactPath, Artifact> files(
            Manifest manifest, Artifact evaluation, Map<String, List<String>> outputs) {
        Map<ArtifactPath, Artifact> files = new LinkedHashMap<>();
        manifest.files().forEach((path, file) -> files.put(new ArtifactPath("model/" + path.value()), file));
        files.put(new ArtifactPath("evaluation.json"), evaluation);
        outputs.forEach((candidate, lines) -> files.put(
                new ArtifactPath("output/" + candidate + ".txt"),
                artifacts.put(
                        new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)))));
        return files;
    }

    static List<Verdict> verdicts(Evaluation evaluation) {
        return evaluation.judged().stream().map(Judged::verdict).toList();
    }

    /// The worst slice in a line; empty when none is there beyond chance.
    static String worst(Evaluation evaluation) {
        return EvaluationWords.worst(evaluation)
                .map(slice -> slice.name() + ": " + Says.number(slice.estimate().value()) + " (n "
                        + Says.count(slice.rows()) + ")")
                .orElse("");
    }

    static Map<String, String> texts(Hyperparameters parameters) {
        Map<String, String> texts = new LinkedHashMap<>();
        parameters.settings().forEach((name, setting) -> texts.put(name, setting.text()));
        return texts;
    }

    static Map<String, Double> values(Map<Metric, Estimate> measures) {
        Map<String, Double> values = new LinkedHashMap<>();
        measures.forEach((metric, estimate) -> {
            if (estimate.defined()) {
                values.put(metric.id(), estimate.value());
            }
        });
        return values;
    }

    private static Map<String, Double> ladder(Evaluation evaluation, Metric metric) {
        Map<String, Double> ladder = new LinkedHashMap<>();
        evaluation.baselines().forEach((rung, measures) -> {
            Estimate estimate = measures.get(metric);
            if (estimate != null && estimate.defined()) {
                ladder.put(rung, estimate.value());
            }
        });
        return Objects.requireNonNull(ladder);
    }
}
