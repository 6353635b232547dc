package dev.trefoil.gateway.capture;

import dev.trefoil.core.capture.CapturedRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Append-only segment files of framed blocks: `[length:4][CRC32C:4][payload]`. A torn last frame, as a kill leaves
/// it, ends the segment.
final class SegmentFolder {
    private static final String SUFFIX = ".segment";

    private final Path folder;

    SegmentFolder(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep captured predictions in " + folder, e);
        }
    }

    /// Segment names, oldest first.
    List<String> names() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long sizeBytes() {
        long total = 0;
        for (String name : names()) {
            total += folder.resolve(name).toFile().length();
        }
        return total;
    }

    /// A new, empty segment, named so that it sorts after all others.
    FileChannel create(long wallMillis, int counter) throws IOException {
        String name = String.format(java.util.Locale.ROOT, "%015d-%05d%s", wallMillis, counter, SUFFIX);
        return FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    static void append(FileChannel channel, byte[] payload) throws IOException {
        CRC32C crc = new CRC32C();
        crc.update(payload);
        ByteBuffer frame = ByteBuffer.allocate(8 + payload.length)
                .putInt(payload.length)
                .putInt((int) crc.getValue())
                .put(payload)
                .flip();
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
    }

    /// A whole block at an offset, and where the next begins.
    record Frame(CapturedRows block, long next) {}

    /// The frame at this offset, or null when there is no whole, undamaged one.
    @Nullable
    Frame read(String segment, long offset) throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve(segment), StandardOpenOption.READ)) {
            ByteBuffer head = ByteBuffer.allocate(8);
            if (!fill(channel, head, offset)) {
                return null;
            }
            int length = head.getInt(0);
            if (length < 0 || offset + 8 + length > channel.size()) {
                return null;
            }
            byte[] payload = new byte[length];
            if (!fill(channel, ByteBuffer.wrap(payload), offset + 8)) {
                return null;
            }
            CRC32C crc = new CRC32C();
            crc.update(payload);
            return (int) crc.getValue() == head.getInt(4)
                    ? new Frame(BlockCodec.decode(payload), offset + 8 + length)
                    : null;
        }
    }

    private static boolean fill(FileChannel channel, ByteBuffer into, long from) throws IOException {
        long at = from;
        while (into.hasRemaining()) {
            int read = channel.read(into, at);
            if (read < 0) {
                return false;
            }
            at += read;
        }
        return true;
    }

    void delete(String segment) throws IOException {
        Files.deleteIfExists(folder.resolve(segment));
    }
}
