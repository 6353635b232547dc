package dev.trefoil.training.evaluation;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.interval.QuantileInterval;
import dev.trefoil.inference.ModelPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Measures what it costs to run a package: one row at a time, raw columns in, prediction out.
public final class Stopwatch {
    private static final int ROWS = 200;
    private static final long SMALL_BYTES = 4L << 20;
    private static final int MOST_COPIES = 32;
    private static final int MEMORY_ATTEMPTS = 5;
    private static final int MOST_CALLS = 4_000;
    private static final long WARM_UP_NANOS = 400_000_000L;
    private static final long LIMIT_NANOS = 1_200_000_000L;

    /// An upper bound of the p99 at 95 % needs 299 calls; slow models get more time for them.
    private static final int ENOUGH_CALLS = 500;

    private static final long LONGEST_NANOS = 8_000_000_000L;

    private Stopwatch() {}

    /// @param rows raw rows to ask for, one by one
    /// @param folder where the package lies
    public static Operation measure(ModelPackage model, ColumnBatch rows, Path folder) {
        if (rows.rows() == 0) {
            return Operation.UNKNOWN;
        }
        List<ColumnBatch> singles = new ArrayList<>();
        for (int i = 0; i < Math.min(ROWS, rows.rows()); i++) {
            singles.add(rows.pick(new int[] {(int) ((long) i * rows.rows() / Math.min(ROWS, rows.rows()))}));
        }
        long warm = System.nanoTime();
        for (int i = 0; System.nanoTime() - warm < WARM_UP_NANOS; i++) {
            model.predict(singles.get(i % singles.size()));
        }
        double[] millis = new double[MOST_CALLS];
        int calls = 0;
        long start = System.nanoTime();
        long last = start;
        while (calls < MOST_CALLS && last - start < (calls < ENOUGH_CALLS ? LONGEST_NANOS : LIMIT_NANOS)) {
            long from = System.nanoTime();
            model.predict(singles.get(calls % singles.size()));
            last = System.nanoTime();
            millis[calls++] = (last - from) / 1e6;
        }
        double[] measured = Arrays.copyOf(millis, calls);
        return new Operation(
                QuantileInterval.of(measured, 0.5, 0.95, "latency-p50"),
                QuantileInterval.of(measured, 0.95, 0.95, "latency-p95"),
                QuantileInterval.of(measured, 0.99, 0.95, "latency-p99"),
                size(folder),
                memory(model, folder));
    }

    private static long size(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            long sum = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                sum += Files.size(file);
            }
            return sum;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot measure " + folder + ": " + e.getMessage(), e);
        }
    }

    /// Heap taken by another copy of the model, of small ones as the mean of many; of a model in a process of its
    /// own what that process holds now, after the calls that were measured.
    private static long memory(ModelPackage model, Path folder) {
        OptionalLong apart = model.runtime().processBytes();
        if (apart.isPresent()) {
            return apart.getAsLong();
        }
        if (model.digest().isEmpty()) {
            return 0;
        }
        int count = Math.clamp(SMALL_BYTES / Math.max(1, size(folder)), 1, MOST_COPIES);
        long bytes = 0;
        for (int attempt = 0; attempt < MEMORY_ATTEMPTS && bytes <= 0; attempt++) {
            bytes = copies(folder, count);
        }
        return Math.max(0, bytes);
    }

    /// Mean heap of some copies; below 0 when other work has freed more meanwhile.
    private static long copies(Path folder, int count) {
        List<ModelPackage> copies = new ArrayList<>();
        long before = used();
        for (int i = 0; i < count; i++) {
            copies.add(ModelPackage.load(folder));
        }
        long after = used();
        copies.forEach(ModelPackage::close);
        return (after - before) / count;
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
