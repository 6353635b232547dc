package dev.trefoil.inference.python;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// The end of what a process prints. It may print without end or line breaks: more than this is never held.
final class LastWords {
    private static final int KEPT = 4096;
    private static final int SHOWN = 300;

    private final byte[] ring = new byte[KEPT];
    private long written;

    /// Reads until the stream ends, on a thread of its own.
    static LastWords of(InputStream in) {
        LastWords words = new LastWords();
        Thread.ofPlatform().name("trefoil-python-output").daemon().start(() -> words.drain(in));
        return words;
    }

    private void drain(InputStream in) {
        byte[] part = new byte[KEPT];
        try (in) {
            for (int count = in.read(part); count >= 0; count = in.read(part)) {
                add(part, count);
            }
        } catch (IOException _) {
            // The process was killed while it wrote.
        }
    }

    private synchronized void add(byte[] part, int count) {
        for (int i = 0; i < count; i++) {
            ring[(int) (written++ % KEPT)] = part[i];
        }
    }

    /// The last line that is not blank, shortened; empty when nothing was printed.
    synchronized String last() {
        int length = (int) Math.min(written, KEPT);
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = ring[(int) ((written - length + i) % KEPT)];
        }
        String line = new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .reduce("", (_, second) -> second);
        return line.length() <= SHOWN ? line : "…" + line.substring(line.length() - SHOWN);
    }
}
