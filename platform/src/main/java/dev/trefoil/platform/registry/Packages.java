package dev.trefoil.platform.registry;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.inference.ModelPackage;
import dev.trefoil.inference.runtime.CodeRuntimes;
import dev.trefoil.inference.runtime.ModelFormatException;
import dev.trefoil.inference.runtime.Unstarted;
import dev.trefoil.platform.artifact.ArtifactFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The model packages of versions, on this machine's disk and in memory.
public final class Packages {
    /// Refuses models that are code on behalf of those who may not run any here.
    public static final CodeRuntimes FORBIDDEN = path -> {
        throw new ModelFormatException(
                String.valueOf(path.getFileName()),
                "",
                "is Python code, and running code here needs the permission execute",
                "let the owner of the server's machine register it, or save it as XGBoost, LightGBM or ONNX");
    };

    private final ArtifactFolders folders;
    private final Path home;
    private final CodeRuntimes code;

    /// @param home folder in which packages are laid out by digest
    /// @param code opens models that are code
    public Packages(ArtifactFolders folders, Path home, CodeRuntimes code) {
        this.folders = folders;
        this.home = home;
        this.code = code;
    }

    /// The folder of the package; fetched when it is not there yet.
    public Path folder(ModelVersion version) {
        return folder(version.manifest());
    }

    private Path folder(Digest manifest) {
        Path folder = home.resolve(manifest.hex());
        if (!Files.isDirectory(folder)) {
            try {
                Files.createDirectories(home);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            folders.fetch(folders.require(manifest), folder);
        }
        return folder;
    }

    /// The package as it is written, for those who want no predictions: a model that is code is not started.
    public ModelPackage read(ModelVersion version) {
        return ModelPackage.load(folder(version), Unstarted.MODELS);
    }

    /// Loads the package anew; the caller closes it.
    public ModelPackage load(ModelVersion version) {
        return ModelPackage.load(folder(version), code);
    }
}
