package dev.trefoil.verify.bench;

import dev.trefoil.core.slice.CodedRows;
import dev.trefoil.core.slice.SliceLine;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// SliceLine to three terms, CPU seconds of one thread and the slices: on 20,000 rows of 12 columns with 5 values
/// each, which `slice_benchmark.py` asks the Python package for too, and on 50,000 rows of 30 columns with 10.
public final class SliceBenchmark {
    private SliceBenchmark() {}

    public static void main(String[] arguments) {
        run(20_000, 12, 5, 0.95);
        run(50_000, 30, 10, 0.99);
    }

    private static void run(int rows, int columns, int values, double alpha) {
        PrintStream out = System.out;
        List<int[]> codes = new ArrayList<>();
        for (int c = 0; c < columns; c++) {
            int[] code = new int[rows];
            for (int row = 0; row < rows; row++) {
                code[row] = (int) (mixed(row * 31L + c) % values);
            }
            codes.add(code);
        }
        double[] errors = new double[rows];
        for (int row = 0; row < rows; row++) {
            boolean bad = codes.get(3)[row] == 1 && codes.get(11)[row] < 3 && codes.get(7)[row] == 4;
            errors[row] = mixed(row * 31L + 30) % 100_000 / 100_000.0 + (bad ? 5 : 0);
        }
        SliceLine.Settings settings = new SliceLine.Settings(alpha, rows / 100, 10, 3);
        for (int round = 0; round < 3; round++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            List<SliceLine.Finding> found = new SliceLine(CodedRows.of(rows, codes), errors, settings).find();
            double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e9;
            out.printf(Locale.ROOT, "%,d × %d: %.3f CPU-s, %d slices%n", rows, columns, seconds, found.size());
            for (SliceLine.Finding one : round == 2 ? found : List.<SliceLine.Finding>of()) {
                out.printf(Locale.ROOT, "  %.12f %d %.9f%n", one.score(), one.rows(), one.errorSum());
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
