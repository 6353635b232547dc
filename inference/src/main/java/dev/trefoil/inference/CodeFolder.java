package dev.trefoil.inference;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.digest.DigestBuilder;
import dev.trefoil.inference.runtime.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The files of a model that is code: those of its MLflow folder, or its pickle with the `requirements.txt` beside it.
/// What Python compiled on the way is no part of it.
///
/// @param files by their path below the folder
record CodeFolder(SortedMap<String, Path> files) {
    private static final String REQUIREMENTS = "requirements.txt";

    /// @param model an MLflow folder or a pickle
    static CodeFolder of(Path model) {
        SortedMap<String, Path> files = new TreeMap<>();
        if (!Files.isDirectory(model)) {
            files.put(ModelFiles.name(model), model);
            Path beside = model.resolveSibling(REQUIREMENTS);
            if (Files.isRegularFile(beside)) {
                files.put(REQUIREMENTS, beside);
            }
            return new CodeFolder(files);
        }
        try (Stream<Path> walked = Files.walk(model)) {
            for (Path file : walked.filter(Files::isRegularFile).toList()) {
                String name = model.relativize(file).toString().replace('\\', '/');
                if (!("/" + name).contains("/__pycache__/")) {
                    files.put(name, file);
                }
            }
            return new CodeFolder(files);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the model in " + model + ": " + e.getMessage(), e);
        }
    }

    /// What is to be opened of a folder that holds such a model.
    static Path model(Path folder) {
        if (Files.isRegularFile(folder.resolve(MlmodelCodec.FILE))) {
            return folder;
        }
        List<Path> models = of(folder).files().entrySet().stream()
                .filter(file -> !file.getKey().equals(REQUIREMENTS))
                .map(Map.Entry::getValue)
                .toList();
        if (models.size() != 1) {
            throw new ModelFormatException(
                    ModelFiles.name(folder),
                    "",
                    "holds " + models.size() + " files and no MLmodel",
                    "give an MLflow folder, or a pickle with its requirements.txt");
        }
        return models.getFirst();
    }

    /// The requirements of pip that lie with the model; empty when none do.
    String requirements() {
        Path file = files.get(REQUIREMENTS);
        try {
            return file == null ? "" : Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /// Address by the names and bytes of the files.
    Digest digest() {
        DigestBuilder digest = new DigestBuilder().add("trefoil-code-1");
        files.forEach((name, file) -> digest.add(name).add(digest(file)));
        return digest.build();
    }

    private static Digest digest(Path file) {
        MessageDigest sha = Digest.sha256();
        byte[] chunk = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(chunk); read > 0; read = in.read(chunk)) {
                sha.update(chunk, 0, read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
        return new Digest(HexFormat.of().formatHex(sha.digest()));
    }

    long sizeBytes() {
        long sum = 0;
        try {
            for (Path file : files.values()) {
                sum += Files.size(file);
            }
            return sum;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the model: " + e.getMessage(), e);
        }
    }
}
