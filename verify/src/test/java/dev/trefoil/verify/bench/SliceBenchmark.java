package dev.trefoil.verify.bench;

import dev.trefoil.core.slice.CodedRows;
import dev.trefoil.core.slice.SliceLine;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// SliceLine on 50,000 rows of 30 columns with 10 values each, to three terms; CPU seconds of one thread and the
/// slices. `slice_benchmark.py` asks the Python package for the same.
public final class SliceBenchmark {
    private static final int ROWS = 50_000;
    private static final int COLUMNS = 30;

    private SliceBenchmark() {}

    public static void main(String[] arguments) {
        PrintStream out = System.out;
        List<int[]> codes = new ArrayList<>();
        for (int c = 0; c < COLUMNS; c++) {
            int[] code = new int[ROWS];
            for (int row = 0; row < ROWS; row++) {
                code[row] = (int) (mixed(row * 31L + c) % 10);
            }
            codes.add(code);
        }
        double[] errors = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            boolean bad = codes.get(3)[row] == 1 && codes.get(11)[row] < 3 && codes.get(20)[row] == 5;
            errors[row] = mixed(row * 31L + 30) % 100_000 / 100_000.0 + (bad ? 1 : 0);
        }
        for (double alpha : new double[] {0.95, 0.99}) {
            for (int round = 0; round < 3; round++) {
                long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                List<SliceLine.Finding> found = new SliceLine(
                                CodedRows.of(ROWS, codes), errors, new SliceLine.Settings(alpha, 50, 10, 3))
                        .find();
                double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e9;
                out.printf(Locale.ROOT, "alpha %.2f: %.3f CPU-s, %d slices%n", alpha, seconds, found.size());
                for (SliceLine.Finding one : round == 2 ? found : List.<SliceLine.Finding>of()) {
                    out.printf(Locale.ROOT, "  %.12f %d %.9f%n", one.score(), one.rows(), one.errorSum());
                }
            }
        }
    }

    /// A scrambled number of 31 bits, the same in Python.
    private static long mixed(long n) {
        long x = (n * 2_654_435_761L + 1_013_904_223L) & 0x7FFFFFFFL;
        x = ((x ^ (x >>> 15)) * 739_982_445L) & 0x7FFFFFFFL;
        return x ^ (x >>> 13);
    }
}
