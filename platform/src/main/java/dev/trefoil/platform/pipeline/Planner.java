package dev.trefoil.platform.pipeline;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.artifact.Artifact;
import dev.trefoil.platform.artifact.ArtifactFolders;
import dev.trefoil.platform.artifact.ArtifactStore;
import dev.trefoil.platform.artifact.Manifest;
import dev.trefoil.platform.data.DatasetVersion;
import dev.trefoil.platform.data.Datasets;
import dev.trefoil.platform.project.Candidate;
import dev.trefoil.platform.project.Charter;
import dev.trefoil.platform.project.CharterChange;
import dev.trefoil.platform.project.CharterParser;
import dev.trefoil.platform.project.CharterReading;
import dev.trefoil.platform.project.CharterVersion;
import dev.trefoil.platform.project.Charters;
import dev.trefoil.platform.project.Mode;
import dev.trefoil.platform.project.Problem;
import dev.trefoil.platform.project.RolloutSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Says what a trip would do, and does nothing of it.
public final class Planner {
    /// @param station word of the station
    /// @param action `keep`, `do`, or `depends` on what comes before it
    public record Step(String station, String action, String says) {}

    private final ArtifactStore artifacts;
    private final Charters charters;
    private final Datasets datasets;
    private final Path work;

    /// @param work a folder in which project files may be laid out
    public Planner(ArtifactStore artifacts, Charters charters, Datasets datasets, Path work) {
        this.artifacts = artifacts;
        this.charters = charters;
        this.datasets = datasets;
        this.work = work;
    }

    /// In the order of the stations.
    ///
    /// @throws PlatformException INVALID with every problem of the project file, or every file that is missing
    public List<Step> plan(Manifest files) {
        CharterReading.Resolved read = charter(files);
        Charter charter = read.charter();
        Path folder = work.resolve("projects").resolve(files.digest().hex());
        try {
            Files.createDirectories(work.resolve("projects"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        new ArtifactFolders(artifacts).fetch(files, folder);
        DataStep.requireFiles(charter, read.places(), files, folder);
        TripFiles mine = new TripFiles(charter.data(), files, folder);
        Optional<DatasetVersion> dataset = datasets.stepResult(charter.project(), "data", DataStep.key(charter, mine))
                .flatMap(digest -> datasets.find(charter.project(), new Digest(digest)))
                .filter(version ->
                        artifacts.find(new Digest(version.content().file())).isPresent());
        Optional<Development> made = dataset.flatMap(found -> datasets.stepResult(
                        charter.project(), "development", DevelopmentStep.key(charter, mine, found.digest())))
                .map(PipelineCodec::readDevelopment)
                .filter(done -> artifacts.find(new Digest(done.manifest())).isPresent());
        List<Step> steps = new ArrayList<>();
        steps.add(design(charter));
        steps.add(data(charter, dataset));
        steps.add(development(charter, dataset, made));
        steps.add(registry(charter, made));
        steps.add(deployment(charter, made));
        return steps;
    }

    private CharterReading.Resolved charter(Manifest files) {
        Artifact file = files.find("trefoil.yaml")
                .orElseThrow(() -> PlatformException.invalid("plan", "The files lack trefoil.yaml."));
        try (InputStream in = artifacts.open(file.digest())) {
            String text = new String(in.readNBytes(2 << 20), StandardCharsets.UTF_8);
            return switch (CharterParser.parse("trefoil.yaml", text)) {
                case CharterReading.Resolved resolved -> resolved;
                case CharterReading.Refused(List<Problem> problems) ->
                    throw PlatformException.invalid(
                            "trefoil.yaml",
                            problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Step design(Charter charter) {
        Optional<CharterVersion> current = charters.current(charter.project());
        if (current.isEmpty()) {
            return new Step("design", "do", "stores charter 1");
        }
        if (current.get().digest().equals(charter.version())) {
            return new Step("design", "keep", "charter " + current.get().number() + " is unchanged");
        }
        List<CharterChange> changes = CharterChange.between(current.get().canonical(), charter.canonical());
        String said = changes.stream().limit(5).map(Planner::says).collect(Collectors.joining("; "));
        return new Step(
                "design",
                "do",
                "stores charter " + (current.get().number() + 1) + ": " + said
                        + (changes.size() > 5 ? "; and " + (changes.size() - 5) + " more" : "")
                        + (charter.design().stakeholders().isEmpty()
                                ? ""
                                : "; signatures of sections that changed become void"));
    }

    private static String says(CharterChange change) {
        return change.path() + ": " + (change.before().isEmpty() ? "nothing" : change.before()) + " → "
                + (change.after().isEmpty() ? "nothing" : change.after());
    }

    private static Step data(Charter charter, Optional<DatasetVersion> dataset) {
        return dataset.map(found -> new Step(
                        "data",
                        "keep",
                        "dataset " + found.number() + " (" + found.digest().brief() + ", " + Says.count(found.rows())
                                + " rows) is unchanged"))
                .orElseGet(() -> new Step(
                        "data",
                        "do",
                        "reads " + String.join(", ", charter.data().sources().keySet())
                                + (charter.data().prepare() == null
                                        ? ""
                                        : " through " + charter.data().prepare())
                                + ", makes a dataset version and holds it against the contract"));
    }

    private static Step development(Charter charter, Optional<DatasetVersion> dataset, Optional<Development> made) {
        if (made.isPresent()) {
            return new Step(
                    "development",
                    "keep",
                    "nothing that decides the model has changed: "
                            + made.get().choice().candidate() + ", model "
                            + made.get().packageDigest().substring(0, 6));
        }
        String candidates =
                charter.development().candidates().stream().map(Candidate::name).collect(Collectors.joining(", "));
        String says = charter.development().baselines().size() + " baselines, then "
                + charter.development().search().trials() + " trials of " + candidates;
        return dataset.isPresent()
                ? new Step("development", "do", says)
                : new Step("development", "depends", says + ", unless the table comes out as it was");
    }

    private static Step registry(Charter charter, Optional<Development> made) {
        int count = charter.design().requirements().size();
        String gate =
                charter.design().mode() == Mode.PRODUCTION ? "the gate blocks (production)" : "the gate advises (poc)";
        return made.isPresent()
                ? new Step("registry", "keep", "the verdicts on " + count + " requirements stand; " + gate)
                : new Step("registry", "depends", "judges " + count + " requirements, registers the winner; " + gate);
    }

    private static Step deployment(Charter charter, Optional<Development> made) {
        RolloutSpec rollout = charter.deployment().rollout();
        String how = rollout.strategy().name().toLowerCase(Locale.ROOT).replace('_', '-') + ", automation "
                + rollout.automation();
        String endpoint = charter.deployment().endpoint();
        return made.isPresent()
                ? new Step(
                        "deployment",
                        "keep",
                        "endpoint " + endpoint + " goes on as it is, unless the model never got there")
                : new Step(
                        "deployment",
                        "depends",
                        "a version that passes its gate is rolled out at " + endpoint + " (" + how + ")");
    }
}
