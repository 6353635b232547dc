package dev.trefoil.verify.bench;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.inference.encoder.EncoderSpec;
import dev.trefoil.inference.encoder.EncoderSpec.Family;
import dev.trefoil.inference.encoder.EncoderSpec.Kind;
import dev.trefoil.inference.encoder.EncoderSpec.Plan;
import dev.trefoil.inference.encoder.FeatureEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/// Microseconds a row from raw named columns to the model's input, for trees: 30 columns, each a number or, in the
/// mixed case, every third a category of 50.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx768m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EncoderBenchmark {
    private static final int COLUMNS = 30;
    private static final int BATCH = 1_024;

    @Param({"numbers", "mixed"})
    public String columns = "";

    private FeatureEncoder encoder = new FeatureEncoder(List.of());
    private ColumnBatch rows = new ColumnBatch(new Schema(List.of()), List.of());
    private List<ColumnBatch> singles = List.of();
    private double[] out = {};

    @Setup
    public void fit() {
        SplittableRandom random = new SplittableRandom(5);
        List<Column> raw = new ArrayList<>();
        List<ColumnSpec> specs = new ArrayList<>();
        List<Plan> plans = new ArrayList<>();
        for (int c = 0; c < COLUMNS; c++) {
            boolean category = columns.equals("mixed") && c % 3 == 2;
            raw.add(
                    category
                            ? new StringColumn(IntStream.range(0, BATCH)
                                    .mapToObj(_ -> "value " + random.nextInt(50))
                                    .toArray(String[]::new))
                            : new NumberColumn(random.doubles(BATCH).toArray()));
            specs.add(new ColumnSpec("column " + c, raw.getLast().type()));
            plans.add(new Plan("column " + c, category ? Kind.CATEGORY : Kind.NUMBER));
        }
        rows = new ColumnBatch(new Schema(specs), raw);
        encoder = FeatureEncoder.fit(rows, EncoderSpec.of(Family.TREES, plans));
        singles = IntStream.range(0, BATCH)
                .mapToObj(r -> rows.pick(new int[] {r}))
                .toList();
        out = new double[BATCH * encoder.width()];
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public double row() {
        for (ColumnBatch one : singles) {
            encoder.encode(one, out);
        }
        return out[0];
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public double batch() {
        encoder.encode(rows, out);
        return out[0];
    }
}
