package dev.trefoil.verify.bench;

import dev.trefoil.inference.ModelPackage;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/// Microseconds that a model file of 100 MB takes to load, the collector's work with it, in a heap of three times the
/// file.
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx294m", "-XX:+UseSerialGC"})
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class LoadingBenchmark {
    @Benchmark
    public String load() {
        try (ModelPackage loaded =
                ModelPackage.load(Path.of(System.getProperty(ScoringBenchmark.FOLDER), "load.ubj"))) {
            return loaded.runtime().toString();
        }
    }
}
