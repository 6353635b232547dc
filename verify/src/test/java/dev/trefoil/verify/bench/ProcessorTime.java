package dev.trefoil.verify.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/// Processor time of the whole JVM for one operation, in microseconds, the least of the iterations: what other work on
/// the machine disturbs least. The collector's and the compiler's work are in it.
public final class ProcessorTime implements InternalProfiler {
    static final String NAME = "processor";

    private long start;

    @Override
    public String getDescription() {
        return "processor time";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        start = nanos();
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double micros = (nanos() - start) / 1e3 / result.getMetadata().getAllOps();
        return List.of(new ScalarResult(NAME, micros, "us/op", AggregationPolicy.MIN));
    }

    private static long nanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
