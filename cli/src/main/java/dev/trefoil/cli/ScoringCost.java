package dev.trefoil.cli;

import dev.trefoil.inference.runtime.MatrixModel;
import dev.trefoil.inference.runtime.PredictOptions;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// What scoring costs on this machine, measured for a fraction of a second on random rows.
///
/// @param oneRow microseconds for a row scored alone
/// @param rowOfBatch microseconds a row in batches of 256
record ScoringCost(double oneRow, double rowOfBatch) {
    private static final int BATCH = 256;
    private static final long NANOS = 150_000_000;

    static ScoringCost measure(MatrixModel model) {
        int features = Math.max(1, model.features());
        int width = model.width(PredictOptions.VALUE);
        int batch = Math.clamp(10_000_000L / features, 1, BATCH);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        double[] rows = new double[batch * features];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = random.nextGaussian();
        }
        double[] row = java.util.Arrays.copyOf(rows, features);
        double[] out = new double[batch * width];
        double one = micros(() -> model.score(row, out), 1);
        double many = micros(() -> model.compute(rows, batch, PredictOptions.VALUE, out), batch);
        return new ScoringCost(one, many);
    }

    private static double micros(Runnable work, int rows) {
        double best = Double.POSITIVE_INFINITY;
        long end = System.nanoTime() + NANOS;
        while (System.nanoTime() < end) {
            long start = System.nanoTime();
            int calls = 0;
            do {
                work.run();
                calls++;
            } while (System.nanoTime() - start < NANOS / 20);
            best = Math.min(best, (System.nanoTime() - start) / 1e3 / calls / rows);
        }
        return Math.round(best * 100) / 100.0;
    }
}
