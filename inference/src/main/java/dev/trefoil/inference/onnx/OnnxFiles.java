package dev.trefoil.inference.onnx;

import dev.trefoil.inference.runtime.TensorModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Opens ONNX files.
public final class OnnxFiles {
    private OnnxFiles() {}

    /// @param file its name, for messages
    public static TensorModel open(Path path, String file) {
        Graph graph = Graph.read(file, bytes(path, file));
        return PlainModel.of(file, graph).orElseGet(() -> NativeModel.open(path, file, graph));
    }

    private static ByteBuffer bytes(Path path, String file) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (Files.size(path) > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(file + ": is larger than 2 GiB; export it with external data");
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, Files.size(path));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
