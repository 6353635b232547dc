package dev.trefoil.gateway.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.core.capture.CapturedBlock;
import dev.trefoil.core.capture.CapturedRows;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The account of captured rows balances, whatever happens to process, disk, clock and store.
class CaptureTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2024-05-01T00:00:00Z"));
    private static final Capture.Limits LIMITS = new Capture.Limits(10_000, 1L << 30);

    @TempDir
    Path folder;

    private final Store store = new Store();

    /// A store that remembers as the platform does, and can be away.
    private static final class Store implements CaptureSink {
        final List<String> ids = new ArrayList<>();
        final Map<String, Long> next = new HashMap<>();
        volatile boolean away;
        volatile int failures;

        @Override
        public synchronized void accept(String segment, List<CapturedBlock> blocks) {
            if (away) {
                failures++;
                throw new IllegalStateException("the store is away");
            }
            for (CapturedBlock block : blocks) {
                if (block.offset() >= next(segment)) {
                    ids.addAll(block.rows().predictionIds());
                    next.put(segment, block.next());
                }
            }
        }

        @Override
        public synchronized long next(String segment) {
            return next.getOrDefault(segment, 0L);
        }

        @Override
        public synchronized long taken() {
            return ids.size();
        }

        @Override
        public synchronized void forget(String segment) {
            next.remove(segment);
        }
    }

    private static CapturedRows rows(String id, int n) {
        Schema schema = new Schema(List.of(new ColumnSpec("x", ColumnType.NUMBER)));
        return new CapturedRows(
                "e",
                new ColumnBatch(schema, List.of(new NumberColumn(new double[n]))),
                IntStream.range(0, n).mapToObj(r -> id + "-" + r).toList(),
                new long[n],
                0,
                1_000,
                List.of("v1"),
                List.of(new double[n]),
                new byte[n],
                new byte[n]);
    }

    private Capture capture() {
        return new Capture(folder, store, LIMITS, CLOCK);
    }

    private static void balanced(CaptureAccount account) {
        assertThat(account.offered()).isEqualTo(account.stored() + account.waiting() + account.gaps());
    }

    @Test
    void everyRowIsStoredOnceAndInOrder() throws InterruptedException {
        try (Capture capture = capture()) {
            capture.start();
            for (int i = 0; i < 100; i++) {
                assertThat(capture.offer(rows("r" + i, 3))).isTrue();
            }
            assertThat(capture.drain(Duration.ofSeconds(20))).isTrue();
            assertThat(capture.account()).isEqualTo(new CaptureAccount(300, 300, 0, 0));
        }
        assertThat(store.ids).hasSize(300).doesNotHaveDuplicates();
        assertThat(store.ids.subList(0, 4)).containsExactly("r0-0", "r0-1", "r0-2", "r1-0");
    }

    /// What a killed process leaves: segments on disk, some taken by the store, some rows only counted.
    private void killedAfter(int written, int taken, int onlyOffered) throws IOException {
        SegmentFolder segments = new SegmentFolder(folder);
        String name = segments.nextName(CLOCK.millis());
        try (FileChannel channel = segments.create(name)) {
            for (int i = 0; i < written; i++) {
                SegmentFolder.append(channel, 2, BlockCodec.encode(rows("k" + i, 2)));
            }
        }
        long at = 0;
        for (int i = 0; i < taken; i++) {
            SegmentFolder.Frame frame = java.util.Objects.requireNonNull(segments.read(name, at));
            store.accept(
                    name,
                    List.of(new CapturedBlock(at, frame.next(), java.util.Objects.requireNonNull(frame.block()))));
            at = frame.next();
        }
        new OfferedCount(folder.resolve("offered")).add(2L * written + onlyOffered);
    }

    @Test
    void afterAKillWhatIsOnDiskIsStoredOnceAndWhatDiedInMemoryIsCounted() throws Exception {
        killedAfter(10, 4, 7);
        try (Capture capture = capture()) {
            capture.start();
            balanced(capture.account());
            assertThat(capture.drain(Duration.ofSeconds(20))).isTrue();
            assertThat(capture.account()).isEqualTo(new CaptureAccount(27, 20, 0, 7));
        }
        assertThat(store.ids).hasSize(20).doesNotHaveDuplicates();
        try (Capture again = capture()) {
            again.start();
            again.offer(rows("more", 5));
            assertThat(again.drain(Duration.ofSeconds(20))).isTrue();
            assertThat(again.account()).isEqualTo(new CaptureAccount(32, 25, 0, 7));
        }
    }

    @Test
    void aTruncatedSegmentLosesItsLastBlockAndCountsIt() throws Exception {
        killedAfter(5, 0, 0);
        Path segment = onlySegment();
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.setLength(file.length() - 11);
        }
        try (Capture capture = capture()) {
            capture.start();
            assertThat(capture.drain(Duration.ofSeconds(20))).isTrue();
            assertThat(capture.account()).isEqualTo(new CaptureAccount(10, 8, 0, 2));
        }
    }

    @Test
    void aDamagedBlockIsSteppedOverAndCounted() throws Exception {
        killedAfter(5, 0, 0);
        Path segment = onlySegment();
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(40);
            int here = file.read();
            file.seek(40);
            file.write(here ^ 0x55);
        }
        try (Capture capture = capture()) {
            capture.start();
            assertThat(capture.drain(Duration.ofSeconds(20))).isTrue();
            balanced(capture.account());
            assertThat(capture.account().gaps()).isEqualTo(2);
        }
        assertThat(store.ids).hasSize(8).contains("k4-1").doesNotContain("k0-0");
    }

    private Path onlySegment() throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".segment"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aStoreThatIsAwayCostsNothingButTime() throws InterruptedException {
        store.away = true;
        try (Capture capture = capture()) {
            capture.start();
            capture.offer(rows("a", 4));
            while (store.failures == 0) {
                assertThat(capture.drain(Duration.ofMillis(20))).isFalse();
            }
            balanced(capture.account());
            store.away = false;
            assertThat(capture.drain(Duration.ofSeconds(20))).isTrue();
        }
        assertThat(store.ids).hasSize(4);
    }

    @Test
    void aFullBufferShedsAndCounts() {
        Capture capture = new Capture(folder, store, new Capture.Limits(10, 1L << 30), CLOCK);
        assertThat(capture.offer(rows("a", 8))).isTrue();
        assertThat(capture.offer(rows("b", 8))).isFalse();
        assertThat(capture.account()).isEqualTo(new CaptureAccount(16, 0, 8, 8));
    }

    @Test
    void aDiskQuotaThatIsUsedUpCostsCountedGaps() throws Exception {
        killedAfter(5, 0, 0);
        store.away = true;
        try (Capture capture = new Capture(folder, store, new Capture.Limits(10_000, 10), CLOCK)) {
            capture.start();
            capture.offer(rows("x", 3));
            while (capture.account().gaps() == 0) {
                Thread.onSpinWait();
            }
            assertThat(capture.account()).isEqualTo(new CaptureAccount(13, 0, 10, 3));
            store.away = false;
            assertThat(capture.drain(Duration.ofSeconds(20))).isTrue();
        }
        assertThat(store.ids).hasSize(10);
    }

    @Test
    void aClockSetBackDoesNotPutANewSegmentBeforeAnOldOne() {
        SegmentFolder segments = new SegmentFolder(folder);
        String first = segments.nextName(2_000_000);
        try {
            segments.create(first).close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        assertThat(segments.nextName(1_000)).isGreaterThan(first);
    }

    @Test
    void anAccountThatTheDiskHasNoRoomForIsSaid() {
        Path full = Path.of("/dev/full");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> new OfferedCount(full))
                .hasMessageContaining("cannot keep the account of captured predictions in /dev/full: No space left");
    }
}
