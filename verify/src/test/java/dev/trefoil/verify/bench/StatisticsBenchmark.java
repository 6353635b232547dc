package dev.trefoil.verify.bench;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.core.drift.ReferenceProfile;
import dev.trefoil.core.drift.WindowHistogram;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.metric.MetricEstimator;
import dev.trefoil.core.metric.Scored;
import dev.trefoil.core.verdict.Estimate;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// AUC with a cluster bootstrap interval on a million rows, the frozen-bin recorder, consensus and label issues; CPU
/// seconds of one thread. The rows follow formulas that `statistics_benchmark.py` repeats for the reference
/// libraries.
public final class StatisticsBenchmark {
    private static final int ROWS = 1_000_000;

    private StatisticsBenchmark() {}

    public static void main(String[] arguments) {
        PrintStream out = System.out;
        auc(out);
        recorder(out);
        LabelBenchmark.run(out);
    }

    private static void auc(PrintStream out) {
        double[] p = new double[ROWS];
        double[] y = new double[ROWS];
        int[] day = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            p[i] = i * 7919L % 1_000_003 / 1_000_003.0;
            y[i] = i * 10_459L % 999_983 / 999_983.0 < 0.8 * p[i] ? 1 : 0;
            day[i] = i % 90;
        }
        Scored rows = Scored.binary(p, y).withClusters(day);
        MetricEstimator estimator = new MetricEstimator(1);
        for (int round = 0; round < 4; round++) {
            double before = cpuSeconds();
            Estimate auc = estimator.estimate(Metric.AUC, rows);
            double clusters = cpuSeconds() - before;
            out.printf(
                    Locale.ROOT,
                    "auc %.12f [%.6f, %.6f] of 1,000,000 rows, 90 clusters, 1,000 resamples: %.3f CPU-s%n",
                    auc.value(),
                    auc.low(),
                    auc.high(),
                    clusters);
        }
        double before = cpuSeconds();
        estimator.estimate(Metric.AUC, Scored.binary(p, y));
        out.printf(Locale.ROOT, "auc by rows: %.3f CPU-s%n", cpuSeconds() - before);
    }

    private static void recorder(PrintStream out) {
        SplittableRandom random = new SplittableRandom(1);
        int rows = 2_000;
        int repeats = 100;
        List<Column> columns = new ArrayList<>();
        List<ColumnSpec> specs = new ArrayList<>();
        for (int k = 0; k < 20; k++) {
            if (k < 15) {
                double[] values = new double[rows];
                for (int i = 0; i < rows; i++) {
                    values[i] = k < 8 ? random.nextGaussian() : Math.exp(random.nextGaussian());
                }
                columns.add(new NumberColumn(values));
            } else {
                String[] texts = new String[rows];
                for (int i = 0; i < rows; i++) {
                    texts[i] = "v" + random.nextInt(20);
                }
                columns.add(new StringColumn(texts));
            }
            specs.add(new ColumnSpec("f" + k, columns.getLast().type()));
        }
        ColumnBatch batch = new ColumnBatch(new Schema(specs), columns);
        WindowHistogram window = new WindowHistogram(ReferenceProfile.of(batch));
        int[] layout = window.layout(batch);
        com.sun.management.ThreadMXBean bean = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int round = 0; round < 8; round++) {
            long bytes = bean.getCurrentThreadAllocatedBytes();
            double before = cpuSeconds();
            for (int i = 0; i < repeats * rows; i++) {
                window.record(batch, layout, i % rows);
            }
            double nanos = 1e9 * (cpuSeconds() - before) / rows / repeats;
            double allocated = (double) (bean.getCurrentThreadAllocatedBytes() - bytes) / rows / repeats;
            out.printf(Locale.ROOT, "recorder, 20 features: %.0f ns and %.2f bytes a row%n", nanos, allocated);
        }
    }

    private static double cpuSeconds() {
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        return bean.getCurrentThreadCpuTime() / 1e9;
    }
}
