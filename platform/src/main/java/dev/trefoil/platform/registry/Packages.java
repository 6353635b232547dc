package dev.trefoil.platform.registry;

import dev.trefoil.inference.ModelPackage;
import dev.trefoil.platform.artifact.ArtifactFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The model packages of versions, on this machine's disk and in memory.
public final class Packages {
    private final ArtifactFolders folders;
    private final Path home;

    /// @param home folder in which packages are laid out by digest
    public Packages(ArtifactFolders folders, Path home) {
        this.folders = folders;
        this.home = home;
    }

    /// The folder of the package; fetched when it is not there yet.
    public Path folder(ModelVersion version) {
        Path folder = home.resolve(version.manifest().hex());
        if (!Files.isDirectory(folder)) {
            try {
                Files.createDirectories(home);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            folders.fetch(folders.require(version.manifest()), folder);
        }
        return folder;
    }

    /// Loads the package anew; the caller closes it.
    public ModelPackage load(ModelVersion version) {
        return ModelPackage.load(folder(version));
    }
}
