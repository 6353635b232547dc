package dev.trefoil.inference.lightgbm;

import dev.trefoil.inference.runtime.ModelFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The lines of a text model, with their numbers for messages.
final class TextLines implements AutoCloseable {
    private final String file;
    private final BufferedReader reader;
    private int line;

    TextLines(String file, InputStream in) {
        this.file = file;
        this.reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
    }

    /// The next line, or null at the end of the file.
    @Nullable
    String next() {
        try {
            line++;
            return reader.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    int number() {
        return line;
    }

    ModelFormatException bad(String problem) {
        return bad(line, problem);
    }

    ModelFormatException bad(int at, String problem) {
        return new ModelFormatException(file, "line " + at, problem, "save the model again");
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + file, e);
        }
    }
}
