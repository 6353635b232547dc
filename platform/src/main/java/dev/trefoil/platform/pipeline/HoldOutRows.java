package dev.trefoil.platform.pipeline;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.artifact.ArtifactStore;
import dev.trefoil.platform.data.DatasetVersion;
import dev.trefoil.platform.data.Datasets;
import dev.trefoil.platform.project.Charter;
import dev.trefoil.platform.project.Charters;
import dev.trefoil.platform.registry.ModelVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Finds the rows that were kept apart from a version, and the charter that kept them.
final class HoldOutRows {
    private final Datasets datasets;
    private final Charters charters;
    private final ArtifactStore artifacts;
    private final Path work;

    HoldOutRows(Datasets datasets, Charters charters, ArtifactStore artifacts, Path work) {
        this.datasets = datasets;
        this.charters = charters;
        this.artifacts = artifacts;
        this.work = work;
    }

    /// The prepared table that a version is looked at on, not read yet.
    record Table(DatasetVersion dataset, Charter charter) {}

    /// The prepared table of the version; the project's newest for one that learnt from served rows.
    Table of(ModelVersion version) {
        String origin = version.provenance().dataset();
        Optional<DatasetVersion> own = origin.isEmpty()
                ? Optional.empty()
                : datasets.find(version.project(), new Digest(origin))
                        .filter(found -> found.origin().equals("prepared"));
        DatasetVersion dataset = own.or(() -> datasets.list(version.project()).stream()
                        .filter(found -> found.origin().equals("prepared"))
                        .findFirst())
                .orElseThrow(() -> PlatformException.notFound("prepared table of project", version.project()));
        String charter = version.provenance().charter();
        return new Table(
                dataset,
                charters.read(
                        charter.isEmpty()
                                ? charters.requireCurrent(version.project())
                                : charters.require(version.project(), new Digest(charter))));
    }

    Parts read(Table table) {
        return Parts.of(table.charter(), file(table.dataset()), scratch());
    }

    Path scratch() {
        return work.resolve("engine");
    }

    /// The table of a dataset version as a Parquet file.
    Path file(DatasetVersion dataset) {
        Path file = work.resolve("datasets").resolve(dataset.digest().hex() + ".parquet");
        if (!Files.exists(file)) {
            try {
                Files.createDirectories(work.resolve("datasets"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            artifacts.fetch(new Digest(dataset.content().file()), file);
        }
        return file;
    }
}
