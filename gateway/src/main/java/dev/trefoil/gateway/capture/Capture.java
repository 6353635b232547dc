package dev.trefoil.gateway.capture;

import dev.trefoil.core.capture.CapturedBlock;
import dev.trefoil.core.capture.CapturedRows;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Keeps what was asked and answered. [#offer] never waits and never fails: a full buffer or a full disk costs a
/// counted gap. One thread appends to segment files, another ships them to the sink and deletes what was taken.
/// The account survives a kill: what was offered and is neither stored nor on disk at the next start is a gap.
public final class Capture implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Capture.class.getName());
    private static final int SEGMENT_BYTES = 8 << 20;
    private static final int BLOCKS_PER_SHIPMENT = 64;

    /// @param maxWaitingRows rows the buffer holds before it sheds
    /// @param maxDiskBytes bytes of segments kept while the sink is away
    public record Limits(int maxWaitingRows, long maxDiskBytes) {}

    private final SegmentFolder folder;
    private final CaptureSink sink;
    private final Limits limits;
    private final InstantSource clock;
    private final ArrayBlockingQueue<CapturedRows> buffer = new ArrayBlockingQueue<>(65_536);
    private final AtomicLong buffered = new AtomicLong();
    private final OfferedCount offered;
    private final AtomicLong stored = new AtomicLong();
    private final AtomicLong gaps = new AtomicLong();
    private final Object written = new Object();
    private final Semaphore fresh = new Semaphore(0);
    private final Thread writer;
    private final Thread shipper;
    private volatile boolean closing;
    private volatile boolean writerDone;
    private volatile @Nullable String open;

    public Capture(Path folder, CaptureSink sink, Limits limits, InstantSource clock) {
        this.folder = new SegmentFolder(folder);
        this.offered = new OfferedCount(folder.resolve("offered"));
        this.sink = sink;
        this.limits = limits;
        this.clock = clock;
        this.writer = Thread.ofPlatform().name("capture-writer").daemon().unstarted(this::write);
        this.shipper = Thread.ofPlatform().name("capture-shipper").daemon().unstarted(this::ship);
    }

    /// Balances the account with what an earlier run left behind, then takes rows.
    public void start() {
        long kept = sink.taken() + waitingOnDisk();
        stored.set(sink.taken());
        if (offered.value() < kept) {
            offered.set(kept);
        }
        gaps.set(offered.value() - kept);
        writer.start();
        shipper.start();
    }

    private long waitingOnDisk() {
        long rows = 0;
        try {
            for (String segment : folder.names()) {
                long at = sink.next(segment);
                for (SegmentFolder.Frame frame = folder.read(segment, at);
                        frame != null;
                        frame = folder.read(segment, frame.next())) {
                    rows += frame.rows();
                }
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "a segment of captured predictions cannot be read: {0}", e.getMessage());
        }
        return rows;
    }

    /// Hands rows over; false when they were shed.
    public boolean offer(CapturedRows rows) {
        return reserve(rows.rows().rows()) && put(rows);
    }

    /// Counts rows that [#put] will hand over in a moment; false when they are shed right away.
    public boolean reserve(int rows) {
        offered.add(rows);
        long now = buffered.addAndGet(rows);
        if (now > limits.maxWaitingRows() && now > rows) {
            giveUp(rows);
            return false;
        }
        return true;
    }

    /// Hands reserved rows over; false when they were shed.
    public boolean put(CapturedRows rows) {
        if (!buffer.offer(rows)) {
            giveUp(rows.rows().rows());
            return false;
        }
        return true;
    }

    private void giveUp(int rows) {
        buffered.addAndGet(-rows);
        gaps.addAndGet(rows);
    }

    public CaptureAccount account() {
        long lost = gaps.get();
        long taken = stored.get();
        long all = offered.value();
        return new CaptureAccount(all, taken, Math.max(0, all - taken - lost), lost);
    }

    /// Waits until everything offered so far is stored or counted as a gap; false when the time is over first.
    public boolean drain(Duration patience) throws InterruptedException {
        long target = offered.value();
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (written) {
            while (stored.get() + gaps.get() < target) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                written.wait(Math.min(left, 100));
            }
        }
        return true;
    }

    private void write() {
        FileChannel channel = null;
        boolean failing = false;
        List<CapturedRows> batch = new ArrayList<>();
        try {
            while (true) {
                CapturedRows first = buffer.poll(100, TimeUnit.MILLISECONDS);
                if (first == null) {
                    if (closing && buffer.isEmpty()) {
                        break;
                    }
                    continue;
                }
                batch.add(first);
                buffer.drainTo(batch, 255);
                int done = 0;
                try {
                    if (channel == null || channel.size() > SEGMENT_BYTES) {
                        closeQuietly(channel);
                        channel = null;
                        channel = nextSegment();
                    }
                    for (CapturedRows block : batch) {
                        SegmentFolder.append(channel, block.rows().rows(), BlockCodec.encode(block));
                        done++;
                    }
                    channel.force(false);
                    failing = false;
                } catch (IOException | RuntimeException e) {
                    int lost = rows(batch.subList(done, batch.size()));
                    gaps.addAndGet(lost);
                    if (!failing) {
                        LOG.log(Level.WARNING, "capture gives up rows until this ends: {0}", e.getMessage());
                    }
                    failing = true;
                    closeQuietly(channel);
                    channel = null;
                    open = null;
                } finally {
                    buffered.addAndGet(-rows(batch));
                    batch.clear();
                }
                wake();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            closeQuietly(channel);
            writerDone = true;
            wake();
        }
    }

    private FileChannel nextSegment() throws IOException {
        if (folder.sizeBytes() > limits.maxDiskBytes()) {
            throw new IOException("capture holds its " + limits.maxDiskBytes() + " bytes of disk already");
        }
        String name = folder.nextName(clock.millis());
        open = name; // before the file is there, so that the shipper never takes it for a finished one
        return folder.create(name);
    }

    private static int rows(List<CapturedRows> blocks) {
        return blocks.stream().mapToInt(block -> block.rows().rows()).sum();
    }

    private void wake() {
        fresh.release();
        synchronized (written) {
            written.notifyAll();
        }
    }

    private void ship() {
        String segment = null;
        long offset = 0;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                boolean last = writerDone;
                // The names first: a segment begun after `open` was read would be taken for a finished one.
                List<String> names = folder.names();
                String writing = open;
                if (segment == null && !names.isEmpty()) {
                    segment = names.getFirst();
                    offset = sink.next(segment);
                }
                boolean moved = false;
                if (segment != null) {
                    long next = shipNext(segment, offset);
                    if (next > offset) {
                        offset = next;
                        moved = true;
                    } else if (!segment.equals(writing) || last) {
                        finish(segment, offset);
                        segment = null;
                        moved = true;
                    }
                }
                if (!moved) {
                    if (last && folder.names().isEmpty()) {
                        return;
                    }
                    pause();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.WARNING, "captured predictions wait: {0}", e.getMessage());
                if (closing) {
                    return;
                }
                segment = null;
                try {
                    Thread.sleep(1_000);
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private void pause() throws InterruptedException {
        if (fresh.tryAcquire(100, TimeUnit.MILLISECONDS)) {
            fresh.drainPermits();
        }
    }

    private void finish(String segment, long offset) throws IOException {
        long torn = folder.sizeBytes(segment) - offset;
        if (torn > 0) {
            LOG.log(Level.WARNING, "segment {0} ends with {1} bytes of a torn block", segment, torn);
        }
        folder.delete(segment);
        sink.forget(segment);
    }

    /// Delivers some blocks from this offset on; answers where to go on, which is the offset itself when there is
    /// nothing more.
    private long shipNext(String segment, long offset) throws IOException, InterruptedException {
        List<CapturedBlock> blocks = new ArrayList<>();
        long at = offset;
        int damaged = 0;
        for (int i = 0; i < BLOCKS_PER_SHIPMENT; i++) {
            SegmentFolder.Frame frame = folder.read(segment, at);
            if (frame == null) {
                break;
            }
            if (frame.block() == null) {
                damaged += frame.rows();
            } else {
                blocks.add(new CapturedBlock(at, frame.next(), frame.block()));
            }
            at = frame.next();
        }
        if (!blocks.isEmpty()) {
            deliver(segment, blocks);
        }
        if (damaged > 0) {
            LOG.log(Level.WARNING, "segment {0} is damaged: {1} rows are lost and counted", segment, damaged);
            gaps.addAndGet(damaged);
        }
        return at;
    }

    private void deliver(String segment, List<CapturedBlock> blocks) throws InterruptedException {
        long pause = 100;
        while (true) {
            try {
                sink.accept(segment, blocks);
                break;
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "captured predictions wait for their store: {0}", e.getMessage());
                if (closing) {
                    throw new InterruptedException("closing while the store is away; the segments stay on disk");
                }
                Thread.sleep(pause);
                pause = Math.min(10_000, pause * 2);
            }
        }
        stored.addAndGet(
                blocks.stream().mapToInt(block -> block.rows().rows().rows()).sum());
        wake();
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.log(Level.WARNING, "a capture segment did not close: {0}", e.getMessage());
            }
        }
    }

    /// Writes and ships what waits, for up to ten seconds, then stops; what could not be shipped stays on disk for
    /// the next start.
    @Override
    public void close() {
        closing = true;
        try {
            writer.join(Duration.ofSeconds(10));
            shipper.join(Duration.ofSeconds(10));
            shipper.interrupt();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
