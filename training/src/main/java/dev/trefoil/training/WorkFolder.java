package dev.trefoil.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A temporary folder that goes when it is closed.
record WorkFolder(Path path) implements AutoCloseable {
    static WorkFolder create() {
        try {
            return new WorkFolder(Files.createTempDirectory("trefoil-training-"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary folder: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            Folders.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + path + ": " + e.getMessage(), e);
        }
    }
}
