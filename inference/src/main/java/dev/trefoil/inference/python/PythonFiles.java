package dev.trefoil.inference.python;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A private folder for one process: its script, its socket, its temporary files. Gone when closed.
record PythonFiles(Path folder) implements AutoCloseable {
    /// Unix sockets have paths of at most 104 to 108 bytes.
    private static final int LONGEST_FOLDER = 80;

    static PythonFiles create() {
        try {
            Path folder = Files.createTempDirectory("trefoil-python-").toAbsolutePath();
            if (folder.toString().length() > LONGEST_FOLDER) {
                Files.delete(folder);
                folder = Files.createTempDirectory(Path.of("/tmp"), "trefoil-python-");
            }
            return new PythonFiles(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary folder: " + e.getMessage(), e);
        }
    }

    /// Writes one of the scripts that are part of the program.
    Path script(String name) {
        try (InputStream in = PythonFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not part of this build");
            }
            Path file = folder.resolve(name);
            Files.write(file, in.readAllBytes());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write into " + folder + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        remove(folder);
    }

    /// Removes a folder as far as it can be removed.
    static void remove(Path folder) {
        try (Stream<Path> inside = Files.walk(folder)) {
            List<Path> deepestFirst = inside.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException _) {
            // The process may still be writing there; the system clears its temporary folder.
        }
    }
}
