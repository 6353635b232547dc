package dev.trefoil.platform.pipeline;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.artifact.ArtifactFolders;
import dev.trefoil.platform.artifact.ArtifactStore;
import dev.trefoil.platform.artifact.Manifest;
import dev.trefoil.platform.data.Datasets;
import dev.trefoil.platform.project.Candidate;
import dev.trefoil.platform.project.Charter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/// The files of a project as its commands need them after the trip that brought them is over, such as to retrain. Only
/// the owner of the machine can bring some.
public final class ProjectCode {
    private static final String STEP = "code";

    private ProjectCode() {}

    /// Whether code of the project takes part in its development.
    public static boolean needed(Charter charter) {
        return charter.development().candidates().stream().anyMatch(c -> c instanceof Candidate.Command);
    }

    static void remember(Datasets datasets, Charter charter, Manifest files) {
        if (needed(charter)) {
            datasets.rememberStep(
                    charter.project(), STEP, charter.version(), files.digest().hex());
        }
    }

    /// A copy of the files that last came with this charter; the caller removes it. Empty when no command needs them,
    /// or
    /// when they are no longer there.
    public static Optional<Path> copy(ArtifactStore artifacts, Datasets datasets, Charter charter, Path work) {
        Optional<String> manifest =
                needed(charter) ? datasets.stepResult(charter.project(), STEP, charter.version()) : Optional.empty();
        if (manifest.isEmpty()) {
            return Optional.empty();
        }
        Path folders = work.resolve("commands");
        Path copy = folders.resolve(UUID.randomUUID().toString());
        ArtifactFolders files = new ArtifactFolders(artifacts);
        try {
            Files.createDirectories(folders);
            files.fetch(files.require(new Digest(manifest.get())), copy);
            return Optional.of(copy);
        } catch (PlatformException _) {
            ArtifactFolders.remove(copy);
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
