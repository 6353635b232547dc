package dev.trefoil.gateway.capture;

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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Keeps what was asked and answered. [#offer] never waits and never fails: a full buffer or a full disk costs a
/// counted gap. One thread appends to segment files, another ships them to the sink and deletes what was taken.
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
    private final AtomicLong offered = new AtomicLong();
    private final AtomicLong stored = new AtomicLong();
    private final AtomicLong gaps = new AtomicLong();
    private final Object written = new Object();
    private final Thread writer;
    private final Thread shipper;
    private volatile boolean closing;
    private volatile boolean writerDone;
    private volatile @Nullable String open;

    public Capture(Path folder, CaptureSink sink, Limits limits, InstantSource clock) {
        this.folder = new SegmentFolder(folder);
        this.sink = sink;
        this.limits = limits;
        this.clock = clock;
        this.writer = Thread.ofPlatform().name("capture-writer").daemon().unstarted(this::write);
        this.shipper = Thread.ofPlatform().name("capture-shipper").daemon().unstarted(this::ship);
    }

    public void start() {
        writer.start();
        shipper.start();
    }

    /// Hands rows over; false when they were shed.
    public boolean offer(CapturedRows rows) {
        int n = rows.rows().rows();
        offered.addAndGet(n);
        if (buffered.addAndGet(n) > limits.maxWaitingRows() && n < buffered.get() || !buffer.offer(rows)) {
            buffered.addAndGet(-n);
            gaps.addAndGet(n);
            return false;
        }
        return true;
    }

    public CaptureAccount account() {
        long lost = gaps.get();
        long taken = stored.get();
        long all = offered.get();
        return new CaptureAccount(all, taken, Math.max(0, all - taken - lost), lost);
    }

    /// Waits until everything offered so far is stored or counted as a gap; false when the time is over first.
    public boolean drain(Duration patience) throws InterruptedException {
        long target = offered.get();
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
        int counter = 0;
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
                int rows = batch.stream().mapToInt(block -> block.rows().rows()).sum();
                try {
                    if (channel == null || channel.size() > SEGMENT_BYTES) {
                        closeQuietly(channel);
                        channel = null;
                        if (folder.sizeBytes() > limits.maxDiskBytes()) {
                            throw new IOException(
                                    "capture holds its " + limits.maxDiskBytes() + " bytes of disk already");
                        }
                        channel = folder.create(clock.millis(), counter++);
                        open = folder.names().getLast();
                    }
                    for (CapturedRows block : batch) {
                        SegmentFolder.append(channel, BlockCodec.encode(block));
                    }
                    channel.force(false);
                } catch (IOException e) {
                    gaps.addAndGet(rows);
                    LOG.log(Level.WARNING, "capture gave up {0} rows: {1}", rows, e.getMessage());
                    closeQuietly(channel);
                    channel = null;
                } finally {
                    buffered.addAndGet(-rows);
                    batch.clear();
                }
                synchronized (written) {
                    written.notifyAll();
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            closeQuietly(channel);
            writerDone = true;
            synchronized (written) {
                written.notifyAll();
            }
        }
    }

    private void ship() {
        String segment = null;
        long offset = 0;
        try {
            while (true) {
                boolean last = writerDone;
                List<String> names = folder.names();
                if (segment == null && !names.isEmpty()) {
                    segment = names.getFirst();
                    offset = 0;
                }
                boolean moved = false;
                if (segment != null) {
                    Shipment shipment = next(segment, offset);
                    if (!shipment.blocks().isEmpty()) {
                        deliver(segment, offset, shipment);
                        offset = shipment.next();
                        moved = true;
                    } else if (!segment.equals(open) || last) {
                        folder.delete(segment);
                        segment = null;
                        moved = true;
                    }
                }
                if (!moved) {
                    if (last && folder.names().isEmpty()) {
                        return;
                    }
                    synchronized (written) {
                        written.wait(100);
                    }
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.log(Level.ERROR, "captured predictions can no longer be read: {0}", e.getMessage());
        }
    }

    private record Shipment(List<CapturedRows> blocks, long next) {}

    private Shipment next(String segment, long offset) throws IOException {
        List<CapturedRows> blocks = new ArrayList<>();
        long at = offset;
        while (blocks.size() < BLOCKS_PER_SHIPMENT) {
            SegmentFolder.Frame frame = folder.read(segment, at);
            if (frame == null) {
                break;
            }
            blocks.add(frame.block());
            at = frame.next();
        }
        return new Shipment(blocks, at);
    }

    private void deliver(String segment, long offset, Shipment shipment) throws InterruptedException {
        long pause = 100;
        while (true) {
            try {
                sink.accept(segment, offset, shipment.blocks());
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
        stored.addAndGet(shipment.blocks().stream()
                .mapToInt(block -> block.rows().rows())
                .sum());
        synchronized (written) {
            written.notifyAll();
        }
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
