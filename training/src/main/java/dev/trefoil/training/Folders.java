package dev.trefoil.training;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.digest.DigestBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Folders of models that were made elsewhere.
final class Folders {
    private Folders() {}

    /// Copies a file or folder to `to` as a whole or not at all.
    static void copy(Path from, Path to) {
        Path part = to.resolveSibling("." + to.getFileName() + ".part");
        try {
            delete(part);
            if (Files.isDirectory(from)) {
                for (Path file : files(from)) {
                    Path target = part.resolve(from.relativize(file).toString());
                    Files.createDirectories(target.resolveSibling("."));
                    Files.copy(file, target);
                }
            } else {
                Files.createDirectories(part);
                Files.copy(from, part.resolve(from.getFileName().toString()));
            }
            Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy the model to " + to + ": " + e.getMessage(), e);
        }
    }

    /// Address of a folder by the names and bytes of its files.
    static Digest digest(Path folder) {
        try {
            DigestBuilder digest = new DigestBuilder().add("trefoil-folder-1");
            for (Path file : files(folder)) {
                digest.add(folder.relativize(file).toString().replace('\\', '/'));
                digest.add(Files.readAllBytes(file));
            }
            return digest.build();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the model in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walked = Files.walk(folder)) {
            return walked.filter(Files::isRegularFile).sorted().toList();
        }
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> walked = Files.walk(folder)) {
                for (Path path : walked.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
