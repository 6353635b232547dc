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

/// Append-only segment files of framed blocks: `[length:4][CRC32C:4][rows:4][payload]`, the checksum over rows and
/// payload. A torn last frame, as a kill or a full disk leaves it, ends the segment; a damaged one is stepped over.
final class SegmentFolder {
    private static final String SUFFIX = ".segment";
    private static final int HEAD = 12;

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

    /// The name of the next segment: it sorts after all others, even when the clock was set back.
    String nextName(long wallMillis) {
        List<String> known = names();
        long last = known.isEmpty() ? 0 : number(known.getLast());
        return String.format(java.util.Locale.ROOT, "%018d%s", Math.max(last + 1, wallMillis * 1_000), SUFFIX);
    }

    private static long number(String name) {
        String digits = name.substring(0, name.length() - SUFFIX.length()).replace("-", "");
        return digits.matches("\\d{1,18}") ? Long.parseLong(digits) : 0;
    }

    FileChannel create(String name) throws IOException {
        return FileChannel.open(folder.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    static void append(FileChannel channel, int rows, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(HEAD + payload.length)
                .putInt(payload.length)
                .putInt(0)
                .putInt(rows)
                .put(payload);
        CRC32C crc = new CRC32C();
        crc.update(frame.array(), 8, 4 + payload.length);
        frame.putInt(4, (int) crc.getValue()).flip();
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
    }

    /// A frame, and where the next begins.
    ///
    /// @param block null when it is damaged
    record Frame(@Nullable CapturedRows block, int rows, long next) {}

    /// The frame at this offset, or null when there is no whole one.
    @Nullable
    Frame read(String segment, long offset) throws IOException {
        try (FileChannel channel = FileChannel.open(folder.resolve(segment), StandardOpenOption.READ)) {
            ByteBuffer head = ByteBuffer.allocate(HEAD);
            if (!fill(channel, head, offset)) {
                return null;
            }
            int length = head.getInt(0);
            if (length < 0 || offset + HEAD + length > channel.size()) {
                return null;
            }
            byte[] payload = new byte[length];
            if (!fill(channel, ByteBuffer.wrap(payload), offset + HEAD)) {
                return null;
            }
            CRC32C crc = new CRC32C();
            crc.update(head.array(), 8, 4);
            crc.update(payload);
            int rows = Math.max(0, head.getInt(8));
            long next = offset + HEAD + length;
            return new Frame((int) crc.getValue() == head.getInt(4) ? decoded(payload) : null, rows, next);
        }
    }

    /// Null for a block that a newer program wrote.
    private static @Nullable CapturedRows decoded(byte[] payload) {
        try {
            return BlockCodec.decode(payload);
        } catch (IOException | RuntimeException _) {
            return null;
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

    long sizeBytes(String segment) {
        return folder.resolve(segment).toFile().length();
    }

    void delete(String segment) throws IOException {
        Files.deleteIfExists(folder.resolve(segment));
    }
}
