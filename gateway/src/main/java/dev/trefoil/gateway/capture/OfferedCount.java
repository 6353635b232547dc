package dev.trefoil.gateway.capture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/// How many rows were ever offered, in a memory-mapped file: counting costs one addition in memory and survives the
/// kill of the process, so that rows which died in the buffer are found missing at the next start.
final class OfferedCount {
    private static final VarHandle COUNT = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final MappedByteBuffer file;

    OfferedCount(Path path) {
        try {
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            try (FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                allocate(channel);
                file = channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot keep the account of captured predictions in " + path + ": " + e.getMessage(), e);
        }
    }

    /// Writes what is there once more: a mapped page that the disk has no room for ends the process at its first use.
    private static void allocate(FileChannel channel) throws IOException {
        ByteBuffer count = ByteBuffer.allocate(Long.BYTES);
        if (channel.read(count, 0) < Long.BYTES) {
            count.put(new byte[count.remaining()]);
        }
        count.flip();
        while (count.hasRemaining()) {
            channel.write(count, count.position());
        }
    }

    void add(long rows) {
        COUNT.getAndAdd(file, 0, rows);
    }

    long value() {
        return (long) COUNT.getVolatile(file, 0);
    }

    void set(long rows) {
        COUNT.setVolatile(file, 0, rows);
    }
}
