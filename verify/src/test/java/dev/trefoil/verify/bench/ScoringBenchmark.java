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
import java.util.stream.Stream;

/// Times scoring on one core, on the models and rows that `benchmark_models.py` wrote (it times the libraries
/// themselves in the same way): `ScoringBenchmark FOLDER [NAME_PART]`. Each figure is processor time of
/// the measuring thread in microseconds a row, the best of many short rounds after warming up.
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
        Path folder = Path.of(arguments[0]);
        ByteBuffer bytes =
                ByteBuffer.wrap(Files.readAllBytes(folder.resolve("rows.f4"))).order(ByteOrder.LITTLE_ENDIAN);
        float[] rows = new float[bytes.remaining() / 4];
        bytes.asFloatBuffer().get(rows);
        ScoringBenchmark benchmark = new ScoringBenchmark(System.out, rows);
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> models = files.filter(file -> !file.toString().endsWith(".f4"))
                    .filter(file -> arguments.length < 2 || file.toString().contains(arguments[1]))
                    .sorted()
                    .toList();
            for (Path model : models) {
                benchmark.time(model);
            }
        }
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
            double[] part = Arrays.copyOf(wide, BATCH * FEATURES);
            double[] answers = new double[BATCH];
            Figure batch = figure(BATCH, () -> model.compute(part, BATCH, PredictOptions.VALUE, answers));
            double[] odd = new double[part.length];
            for (int i = 0; i < odd.length; i++) {
                odd[i] = part[i] + 1e-12;
            }
            Figure doubles = figure(BATCH, () -> model.compute(odd, BATCH, PredictOptions.VALUE, answers));
            int explained = 100;
            double[] contributions = new double[explained * model.width(PredictOptions.CONTRIBUTIONS)];
            Figure shap = figure(
                    explained, () -> model.compute(part, explained, PredictOptions.CONTRIBUTIONS, contributions));
            out.printf(
                    "%-20s one row %.2f µs (%.1f bytes), batch %.2f, batch of doubles %.2f, contributions %.1f%n",
                    file.getFileName(), alone.micros(), alone.bytes(), batch.micros(), doubles.micros(), shap.micros());
        }
    }

    private record Figure(double micros, double bytes) {}

    private static Figure figure(int rows, Runnable work) {
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
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
