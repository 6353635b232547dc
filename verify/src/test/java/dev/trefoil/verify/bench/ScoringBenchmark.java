package dev.trefoil.verify.bench;

import dev.trefoil.inference.ModelPackage;
import dev.trefoil.inference.runtime.MatrixModel;
import dev.trefoil.inference.runtime.PredictOptions;
import dev.trefoil.inference.runtime.RowScorer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Times scoring on one core, on the models and rows that `benchmark_models.py` wrote, which also runs this and times
/// the libraries: `ScoringBenchmark FOLDER [--load FILE]`. A figure is processor time of the measuring thread in
/// microseconds a row, the best of many short rounds after warming up.
final class ScoringBenchmark {
    private static final int FEATURES = 30;
    private static final int ROUNDS = 60;
    private static final int BATCH = 1_024;

    private final PrintStream out;
    private final float[] rows;
    private final double[] wide;

    private ScoringBenchmark(PrintStream out, float[] rows) {
        this.out = out;
        this.rows = rows;
        this.wide = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            wide[i] = rows[i];
        }
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 3 && arguments[1].equals("--load")) {
            load(Path.of(arguments[2]));
            return;
        }
        Path folder = Path.of(arguments[0]);
        ByteBuffer bytes =
                ByteBuffer.wrap(Files.readAllBytes(folder.resolve("rows.f4"))).order(ByteOrder.LITTLE_ENDIAN);
        float[] rows = new float[bytes.remaining() / 4];
        bytes.asFloatBuffer().get(rows);
        ScoringBenchmark benchmark = new ScoringBenchmark(System.out, rows);
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> models = files.filter(
                            file -> file.getFileName().toString().matches("(xgb|lgb)-.*"))
                    .sorted()
                    .toList();
            for (Path model : models) {
                benchmark.time(model);
            }
        }
    }

    /// Loads it a few times; the heap that this JVM was given is the bound of the memory that loading takes.
    private static void load(Path file) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 3; i++) {
            long start = threads().getCurrentThreadCpuTime();
            ModelPackage.load(file).close();
            best = Math.min(best, (threads().getCurrentThreadCpuTime() - start) / 1e9);
        }
        System.out.printf(
                Locale.ROOT,
                "%.2f s\tin a heap of %d MB%n",
                best,
                Runtime.getRuntime().maxMemory() / 1_000_000);
    }

    private void time(Path file) {
        try (ModelPackage loaded = ModelPackage.load(file)) {
            MatrixModel model = (MatrixModel) loaded.runtime();
            int count = 1_000;
            RowScorer scorer = model.scorer();
            double[] answer = new double[model.width(PredictOptions.VALUE)];
            float[][] single = new float[count][];
            for (int r = 0; r < count; r++) {
                single[r] = Arrays.copyOfRange(rows, r * FEATURES, (r + 1) * FEATURES);
            }
            Figure alone = figure(count, () -> {
                for (float[] row : single) {
                    scorer.score(row, answer);
                }
            });
            print(file, "row", alone.micros(), String.format(Locale.ROOT, ", %.1f bytes allocated", alone.bytes()));
            double[] part = Arrays.copyOf(wide, BATCH * FEATURES);
            double[] answers = new double[BATCH];
            print(
                    file,
                    "batch",
                    figure(BATCH, () -> model.compute(part, BATCH, PredictOptions.VALUE, answers))
                            .micros(),
                    "");
            if (file.toString().contains("100x31")) {
                int explained = 100;
                double[] one = Arrays.copyOf(part, FEATURES);
                double[] contributions = new double[model.width(PredictOptions.CONTRIBUTIONS)];
                print(
                        file,
                        "contributions",
                        figure(explained, () -> {
                                    for (int i = 0; i < explained; i++) {
                                        model.compute(one, 1, PredictOptions.CONTRIBUTIONS, contributions);
                                    }
                                })
                                .micros(),
                        ", one row");
            }
        }
    }

    private void print(Path file, String work, double micros, String more) {
        out.printf(Locale.ROOT, "%s\t%s\t%.3f\t%s%n", file.getFileName(), work, micros, more);
    }

    private static com.sun.management.ThreadMXBean threads() {
        return (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    }

    private record Figure(double micros, double bytes) {}

    private static Figure figure(int rows, Runnable work) {
        com.sun.management.ThreadMXBean threads = threads();
        long warm = System.nanoTime() + 1_500_000_000L;
        while (System.nanoTime() < warm) {
            work.run();
        }
        double best = Double.POSITIVE_INFINITY;
        double bytes = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            long allocated = threads.getCurrentThreadAllocatedBytes();
            long start = threads.getCurrentThreadCpuTime();
            work.run();
            long nanos = threads.getCurrentThreadCpuTime() - start;
            best = Math.min(best, nanos / 1e3 / rows);
            bytes = Math.min(bytes, (double) (threads.getCurrentThreadAllocatedBytes() - allocated) / rows);
        }
        return new Figure(best, bytes);
    }
}
