package dev.trefoil.platform.pipeline;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.verdict.Verdict;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.artifact.Artifact;
import dev.trefoil.platform.artifact.ArtifactFolders;
import dev.trefoil.platform.artifact.ArtifactPath;
import dev.trefoil.platform.artifact.ArtifactStore;
import dev.trefoil.platform.data.Datasets;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.project.Charter;
import dev.trefoil.platform.registry.ModelRegistry;
import dev.trefoil.platform.registry.ModelVersion;
import dev.trefoil.platform.story.Station;
import dev.trefoil.platform.story.Story;
import dev.trefoil.platform.tracking.ArtifactOwner;
import dev.trefoil.platform.tracking.ArtifactTree;
import dev.trefoil.platform.tracking.RunId;
import dev.trefoil.platform.verdict.Verdicts;
import dev.trefoil.training.Trainings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// Takes a project round the loop, as far as its gates allow. Doing it again reuses every step whose inputs are the
/// same, so a trip that was killed goes on where it stood.
public final class Loop {
    /// The stores that the steps work on.
    public record Stores(
            Database database,
            ArtifactStore artifacts,
            Datasets datasets,
            ModelRegistry registry,
            Verdicts verdicts,
            Story story) {}

    /// What models are made with.
    ///
    /// @param trials keeps what was tried
    /// @param work a folder for what is under way
    public record Making(Trials trials, Trainings trainings, Path work) {}

    /// How far a trip goes.
    public enum Until {
        DATA,
        DEVELOPMENT,
        REGISTRY,
        DEPLOYMENT
    }

    /// How a trip ended.
    ///
    /// @param version registered version, 0 when it did not come so far
    /// @param gate `open`, `advises`, `refused`, or empty when it was not reached
    /// @param objections what the gate said
    /// @param anomalies where the table breaks its contract
    public record Outcome(
            String dataset,
            String model,
            long version,
            String gate,
            List<String> objections,
            List<Verdict> verdicts,
            List<String> anomalies) {}

    private final Stores stores;
    private final DataStep data;
    private final DevelopmentStep development;
    private final Function<Charter, List<String>> unsigned;
    private final Versions versions;
    private final Release release;

    /// @param unsigned the sections of a charter that lack a valid signature
    public Loop(Stores stores, Making making, Function<Charter, List<String>> unsigned, Release release) {
        this.stores = stores;
        this.data = new DataStep(stores.artifacts(), stores.datasets(), stores.story(), making.work());
        this.development = new DevelopmentStep(
                stores.artifacts(),
                stores.datasets(),
                stores.story(),
                making.trials(),
                making.trainings(),
                making.work());
        this.unsigned = unsigned;
        this.versions = new Versions(stores, unsigned);
        this.release = release;
    }

    /// Blocking; cancellable through the trip's job.
    public Outcome run(Trip trip, Until until) {
        tellDesign(trip);
        PreparedTable table = data.run(trip);
        String dataset = table.version().digest().hex();
        List<String> anomalies = table.contract().anomalies();
        trip.job().stopIfCancelled();
        if (until == Until.DATA) {
            return new Outcome(dataset, "", 0, "", List.of(), List.of(), anomalies);
        }
        Development made = development.run(trip, table);
        versions.tellEvaluation(trip, made);
        trip.job().stopIfCancelled();
        if (until == Until.DEVELOPMENT) {
            return new Outcome(dataset, "", 0, "", List.of(), made.verdicts(), anomalies);
        }
        Versions.Registered registered = versions.register(trip, made, dataset, "trained");
        keepFiles(made);
        ModelVersion version = registered.version();
        Gate gate = registered.gate();
        if (!gate.open()) {
            return outcome(table, version, gate, made);
        }
        if (until == Until.DEPLOYMENT) {
            trip.job().progress(0.95, "starting the rollout");
            release.start(trip, version, made);
        }
        return outcome(table, version, gate, made);
    }

    private void tellDesign(Trip trip) {
        Charter charter = trip.charter();
        List<String> missing = unsigned.apply(charter);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("charter", trip.charterVersion().hex());
        values.put("mode", charter.design().mode().name().toLowerCase(Locale.ROOT));
        values.put("requirements", charter.design().requirements().size());
        values.put("alternatives", charter.design().problem().alternatives().size());
        values.put("unsigned", missing);
        stores.story().tell(trip.project(), Station.DESIGN, "charter", new Wording(charter).design(missing), values);
    }

    private static Outcome outcome(PreparedTable table, ModelVersion version, Gate gate, Development made) {
        return new Outcome(
                table.version().digest().hex(),
                version.model(),
                version.version(),
                gate.word(),
                gate.objections(),
                made.verdicts(),
                table.contract().anomalies());
    }

    /// The run that made the model shows its package and its evaluation among its files.
    private void keepFiles(Development made) {
        if (made.run().isEmpty()) {
            return;
        }
        Map<ArtifactPath, Artifact> files = new LinkedHashMap<>();
        new ArtifactFolders(stores.artifacts())
                .require(new Digest(made.manifest()))
                .files()
                .forEach((path, content) -> files.put(new ArtifactPath("model/" + path.value()), content));
        stores.artifacts()
                .find(new Digest(made.evaluation()))
                .ifPresent(content -> files.put(new ArtifactPath("evaluation.json"), content));
        ArtifactOwner run = new ArtifactOwner.OfRun(new RunId(made.run()));
        stores.database().run(tx -> new ArtifactTree(stores.database()).put(tx, run, files));
    }

    /// The words of [Until].
    public static Until until(String word) {
        return switch (word) {
            case "data" -> Until.DATA;
            case "development", "evaluation" -> Until.DEVELOPMENT;
            case "registry" -> Until.REGISTRY;
            case "", "deployment" -> Until.DEPLOYMENT;
            default ->
                throw PlatformException.invalid(
                        "until", "There is no step '" + word + "': write data, development, registry or deployment.");
        };
    }
}
