package dev.trefoil.platform.pipeline;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.inference.ModelPackage;
import dev.trefoil.training.Trainings;
import java.nio.file.Path;
import java.util.stream.IntStream;

/// How long a model takes for one row of many: raw columns in, predictions out, on one thread of this machine.
final class RowCost {
    private static final int MOST_ROWS = 4_096;
    private static final int ROUNDS = 12;

    private RowCost() {}

    /// Microseconds a row, the median of some rounds; 0 without rows.
    static double micros(Trainings trainings, Path folder, ColumnBatch rows) {
        int n = Math.min(MOST_ROWS, rows.rows());
        if (n == 0) {
            return 0;
        }
        ColumnBatch some = rows.pick(IntStream.range(0, n).toArray());
        double[] rounds = new double[ROUNDS];
        try (ModelPackage model = trainings.load(folder)) {
            for (int i = 0; i < ROUNDS; i++) {
                long from = System.nanoTime();
                model.predict(some);
                rounds[i] = (System.nanoTime() - from) / 1e3 / n;
            }
        }
        java.util.Arrays.sort(rounds);
        return rounds[ROUNDS / 2];
    }
}
