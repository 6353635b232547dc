package dev.trefoil.platform.pipeline;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.artifact.Artifact;
import dev.trefoil.platform.artifact.ArtifactFolders;
import dev.trefoil.platform.artifact.Manifest;
import dev.trefoil.platform.data.DatasetVersion;
import dev.trefoil.platform.jobs.JobContext;
import dev.trefoil.platform.jobs.JobHandler;
import dev.trefoil.platform.project.Charter;
import dev.trefoil.platform.project.Charters;
import dev.trefoil.platform.project.Places;
import dev.trefoil.platform.registry.Packages;
import dev.trefoil.platform.story.Station;
import dev.trefoil.training.DevelopmentSpec;
import dev.trefoil.training.Session;
import dev.trefoil.training.Trainings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

/// Registers a model that was trained elsewhere: packs it, judges it on the project's hold-out rows, and asks the gate.
public final class RegisterJob implements JobHandler {
    private final Loop.Stores stores;
    private final Charters charters;
    private final Versions versions;
    private final Trainings trainings;
    private final Path work;

    /// @param unsigned the sections of a charter that lack a valid signature
    public RegisterJob(
            Loop.Stores stores,
            Charters charters,
            Function<Charter, List<String>> unsigned,
            Trainings trainings,
            Path work) {
        this.stores = stores;
        this.charters = charters;
        this.versions = new Versions(stores, unsigned);
        this.trainings = trainings;
        this.work = work;
    }

    @Override
    public String run(JobContext context) {
        String project = context.job().request().project();
        RegisterOrder order =
                PipelineCodec.readRegistration(context.job().request().payload());
        Charter charter = charters.read(charters.requireCurrent(project));
        DatasetVersion dataset = DataStep.prepared(stores.datasets(), charter)
                .orElseThrow(() -> PlatformException.invalid(
                        "project " + project,
                        "No table was prepared as the data section of trefoil.yaml is now, so there are no hold-out rows"
                                + " to judge a model on: prepare it with ./trefoil run --until data first."));
        ArtifactFolders folders = new ArtifactFolders(stores.artifacts());
        Manifest files = folders.require(new Digest(order.model()));
        Trip trip = new Trip(charter, Places.NONE, files, work, "", "", order.principal(), context);
        context.progress(0.1, "fetching the model");
        Path place = work.resolve("incoming").resolve(UUID.randomUUID().toString());
        Path folder = work.resolve("packages").resolve(UUID.randomUUID().toString());
        try {
            return register(trip, order, dataset, place.resolve("model"), folder);
        } finally {
            ArtifactFolders.remove(place);
            ArtifactFolders.remove(folder);
        }
    }

    /// @param source where the model is fetched to
    /// @param folder where it is packed
    private String register(Trip trip, RegisterOrder order, DatasetVersion dataset, Path source, Path folder) {
        Charter charter = trip.charter();
        JobContext context = trip.job();
        ArtifactFolders folders = new ArtifactFolders(stores.artifacts());
        Manifest files = folders.require(new Digest(order.model()));
        folder(source.getParent());
        folders.fetch(files, source);
        Path model = sent(files, source);
        Parts parts;
        DevelopmentSpec spec;
        try {
            parts = Parts.of(charter, table(dataset), work.resolve("engine"));
            spec = DevelopmentSpecs.judging(charter, parts.training().schema(), parts.target());
        } catch (IllegalArgumentException e) {
            throw PlatformException.invalid(
                    order.name(),
                    order.name() + " cannot be judged on the prepared table: " + e.getMessage()
                            + ". Correct trefoil.yaml and prepare it anew: ./trefoil run --until data.");
        }
        context.progress(0.3, "judging " + order.name() + " on the hold-out rows");
        folder(folder.getParent());
        Session session = new Session(
                Runtime.getRuntime().availableProcessors(),
                new dev.trefoil.training.DevelopmentListener() {},
                context::cancelled,
                List.of());
        dev.trefoil.training.Development made = adopted(order, model, parts, spec, folder, session);
        made.notes().forEach(note -> stores.story().tell(trip.project(), Station.DEVELOPMENT, "note", note, Map.of()));
        Manifest manifest = folders.put(folder);
        Artifact evaluation =
                stores.artifacts().put(new ByteArrayInputStream(PipelineCodec.document(made.evaluation())));
        Development development = new Development(
                made.digest().hex(),
                manifest.digest().hex(),
                evaluation.digest().hex(),
                "",
                new Development.Chosen(
                        order.name(),
                        made.choice().trainer(),
                        Map.of(),
                        made.choice().threshold()),
                DevelopmentStep.verdicts(made.evaluation()),
                DevelopmentStep.values(made.evaluation().measures()),
                Map.of(),
                parts.target().classes(),
                parts.target().task().word(),
                manifest.sizeBytes(),
                DevelopmentStep.worst(made.evaluation()),
                RowCost.micros(trainings, folder, parts.holdOut()));
        new EvaluationWords(made, true).tell(stores.story(), trip.project());
        versions.tellEvaluation(trip, development);
        Versions.Registered registered =
                versions.register(trip, development, dataset.digest().hex(), "registered");
        return PipelineCodec.outcome(
                new Loop.Outcome(
                        dataset.digest().hex(),
                        registered.version().model(),
                        registered.version().version(),
                        registered.gate().word(),
                        registered.gate().objections(),
                        development.verdicts(),
                        List.of()),
                "",
                "");
    }

    /// What was sent: a folder, or one file, if need be with the requirements that lay beside it.
    private static Path sent(Manifest files, Path source) {
        if (Files.exists(source.resolve("MLmodel"))) {
            return source;
        }
        List<String> names = files.files().keySet().stream()
                .map(Object::toString)
                .filter(name -> !name.equals("requirements.txt"))
                .toList();
        return names.size() == 1 ? source.resolve(names.getFirst()) : source;
    }

    private dev.trefoil.training.Development adopted(
            RegisterOrder order, Path model, Parts parts, DevelopmentSpec spec, Path folder, Session session) {
        try {
            return (order.mayExecute() ? trainings : new Trainings(Packages.FORBIDDEN))
                    .adopt(
                            spec,
                            order.name(),
                            model,
                            order.inputs(),
                            parts.training(),
                            parts.holdOut(),
                            folder,
                            session);
        } catch (CancellationException e) {
            throw e;
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw PlatformException.invalid(
                    order.name(), order.name() + " cannot be registered: " + e.getMessage() + ".");
        }
    }

    private Path table(DatasetVersion version) {
        Path file = work.resolve("datasets").resolve(version.digest().hex() + ".parquet");
        if (!Files.exists(file)) {
            folder(file.getParent());
            stores.artifacts().fetch(new Digest(version.content().file()), file);
        }
        return file;
    }

    private static void folder(@org.jspecify.annotations.Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
