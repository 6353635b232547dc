package dev.trefoil.training.trainer;

import io.github.metarank.lightgbm4j.LGBMBooster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// LightGBM's native library, loaded once. The library's own loader unpacks to one fixed name in the folder for
/// temporary files and overwrites what lies there, which crashes every other process that has it mapped. So it is led
/// to a folder of its own.
final class LightgbmLibrary {
    private static final String TEMPORARY = "java.io.tmpdir";
    private static final @Nullable String FAILURE = load();

    private LightgbmLibrary() {}

    static void require(String kind) {
        if (FAILURE != null) {
            throw new TrainerUnavailable(kind, FAILURE);
        }
    }

    private static @Nullable String load() {
        try {
            // Also fixes the folder in which the JDK itself makes temporary files.
            Path folder = Files.createTempDirectory("trefoil-lightgbm-");
            String before = System.getProperty(TEMPORARY);
            System.setProperty(TEMPORARY, folder.toString());
            try {
                LGBMBooster.loadNative();
            } finally {
                System.setProperty(TEMPORARY, before);
                delete(folder);
            }
            return LGBMBooster.isNativeLoaded()
                    ? null
                    : "its native library cannot be loaded, most likely for want of libgomp";
        } catch (IOException | LinkageError e) {
            return String.valueOf(e.getMessage());
        }
    }

    /// What is mapped stays usable without its name.
    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(folder)) {
            files = listed.toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }
}
