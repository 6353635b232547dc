package dev.trefoil.verify.bench;

import dev.trefoil.inference.ModelPackage;
import dev.trefoil.inference.runtime.MatrixModel;
import dev.trefoil.inference.runtime.PredictOptions;
import dev.trefoil.inference.runtime.RowScorer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Microseconds a row on one thread, on the models and rows that `benchmark_models.py` wrote.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx768m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScoringBenchmark {
    /// Folder of the models and rows.
    static final String FOLDER = "trefoil.bench";

    private static final int FEATURES = 30;
    private static final int SINGLES = 1_000;
    private static final int BATCH = 1_024;
    private static final int EXPLAINED = 20;

    @Param("xgb-100x31.ubj")
    public String model = "";

    private float[][] singles = {};
    private double[] batch = {};
    private double[] answers = {};
    private double[] contributions = {};
    private double[][] explained = {};
    private MatrixModel loaded = null;
    private RowScorer scorer = null;

    @Setup
    public void load() throws IOException {
        Path folder = Path.of(System.getProperty(FOLDER));
        ByteBuffer bytes =
                ByteBuffer.wrap(Files.readAllBytes(folder.resolve("rows.f4"))).order(ByteOrder.LITTLE_ENDIAN);
        float[] rows = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(rows);
        singles = new float[SINGLES][];
        for (int r = 0; r < SINGLES; r++) {
            singles[r] = Arrays.copyOfRange(rows, r * FEATURES, (r + 1) * FEATURES);
        }
        batch = new double[BATCH * FEATURES];
        for (int i = 0; i < batch.length; i++) {
            batch[i] = rows[i];
        }
        explained = new double[EXPLAINED][];
        for (int r = 0; r < EXPLAINED; r++) {
            explained[r] = Arrays.copyOfRange(batch, r * FEATURES, (r + 1) * FEATURES);
        }
        loaded = (MatrixModel) ModelPackage.load(folder.resolve(model)).runtime();
        scorer = loaded.scorer();
        answers = new double[BATCH];
        contributions = new double[loaded.width(PredictOptions.CONTRIBUTIONS)];
    }

    /// A thousand rows in single precision, one after the other.
    @Benchmark
    @OperationsPerInvocation(SINGLES)
    public double row() {
        for (float[] row : singles) {
            scorer.score(row, answers);
        }
        return answers[0];
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public double batch() {
        loaded.compute(batch, BATCH, PredictOptions.VALUE, answers);
        return answers[0];
    }

    /// One row after the other.
    @Benchmark
    @OperationsPerInvocation(EXPLAINED)
    public double contributions() {
        for (double[] row : explained) {
            loaded.compute(row, 1, PredictOptions.CONTRIBUTIONS, contributions);
        }
        return contributions[0];
    }
}
