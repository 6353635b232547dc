package dev.trefoil.training;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.digest.Digest;
import dev.trefoil.inference.ModelPackage;
import dev.trefoil.inference.runtime.CodeRuntimes;
import dev.trefoil.table.Tables;
import dev.trefoil.training.command.CommandRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Lets commands train models. A command finds its rows as Parquet at `TREFOIL_TRAIN_DATA` and leaves its model in
/// `TREFOIL_MODEL_DIR`, or in the folder that the charter names.
final class CommandTrials {
    private final DevelopmentSpec spec;
    private final CodeRuntimes code;
    private final Session session;
    private final Path work;

    /// @param work a folder for what passes between here and the commands
    CommandTrials(DevelopmentSpec spec, CodeRuntimes code, Session session, Path work) {
        this.spec = spec;
        this.code = code;
        this.session = session;
        this.work = work;
    }

    /// Trains on these rows. The model lies below `work` or in the command's own folder until somebody takes it away.
    ///
    /// @param step names this run among those of one development
    Path train(Candidate.Command candidate, ColumnBatch rows, String step) {
        try {
            Path place = Files.createDirectories(work.resolve(candidate.name() + "-" + step));
            Path data = place.resolve("train.parquet");
            Tables.write(rows, data);
            Path model = Files.createDirectories(place.resolve("model"));
            FileTime start = FileTime.fromMillis(Files.getLastModifiedTime(data).toMillis());
            Map<String, String> environment = new LinkedHashMap<>(candidate.environment());
            environment.put("TREFOIL_TRAIN_DATA", data.toString());
            environment.put("TREFOIL_MODEL_DIR", model.toString());
            environment.put("TREFOIL_LABEL", spec.target().column());
            environment.put("TREFOIL_TASK", spec.target().task().word());
            environment.put("TREFOIL_FEATURES", String.join(",", spec.features()));
            environment.put("TREFOIL_SEED", Long.toString(spec.search().seed()));
            new CommandRun(candidate.run(), candidate.folder(), environment, candidate.limit())
                    .run(line -> session.listener().output(candidate.name(), line), session.cancelled());
            return written(candidate, model, start);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot hand rows to the command: " + e.getMessage(), e);
        }
    }

    private static Path written(Candidate.Command candidate, Path model, FileTime start) throws IOException {
        if (!list(model).isEmpty()) {
            return model(model);
        }
        Path own = candidate.folder().resolve(candidate.writes()).normalize();
        if (Files.exists(own) && newer(own, start)) {
            return Files.isDirectory(own) ? model(own) : own;
        }
        throw new IllegalStateException("the command '" + candidate.run() + "' wrote no model: there is nothing in "
                + "TREFOIL_MODEL_DIR and nothing new in '" + candidate.writes()
                + "'. Save the model in one of them (for example mlflow.xgboost.save_model(model, path))");
    }

    private static boolean newer(Path place, FileTime start) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.getLastModifiedTime(file).toMillis() + 1_000 >= start.toMillis()) {
                    return true;
                }
            }
            return false;
        }
    }

    /// The folder itself, the only thing in it, or the only folder in it that is a model.
    private static Path model(Path folder) throws IOException {
        if (Files.exists(folder.resolve("MLmodel")) || Files.exists(folder.resolve("trefoil.json"))) {
            return folder;
        }
        List<Path> inside = list(folder);
        if (inside.size() == 1) {
            return Files.isDirectory(inside.getFirst()) ? model(inside.getFirst()) : inside.getFirst();
        }
        List<Path> models = inside.stream()
                .filter(path -> Files.exists(path.resolve("MLmodel")))
                .toList();
        if (models.size() == 1) {
            return models.getFirst();
        }
        throw new IllegalStateException("in " + folder + " lie " + inside.size()
                + " files and no MLmodel; leave one model there: an MLflow folder, or one model file");
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    ModelPackage load(Path folder) {
        return ModelPackage.load(folder, code);
    }

    /// @param rows it is asked for
    ForeignModel open(Path model, ColumnBatch rows) {
        return ForeignModel.open(spec, rows, model, code, List.of());
    }

    /// Takes the model away as a package, with what the training rows say of it.
    ///
    /// @param folder must not exist yet
    Digest pack(Path model, Path folder, ColumnBatch rows, double threshold) {
        try (ForeignModel given = open(model, rows)) {
            given.remarks().forEach(session.listener()::note);
            return given.pack(folder, threshold);
        }
    }
}
