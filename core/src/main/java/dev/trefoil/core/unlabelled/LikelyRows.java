package dev.trefoil.core.unlabelled;

import dev.trefoil.core.metric.Scored;
import java.util.SplittableRandom;

/// Rows without truth as rows with one: each counted for what it may be, or with a truth drawn.
final class LikelyRows {
    private LikelyRows() {}

    /// Each row once for every class, counting as much as it is believed to be of it.
    ///
    /// @param width probabilities a row: one for two classes
    static Scored expected(double[] score, double[] believed, int width) {
        return width == 1 ? twice(score, believed) : often(score, believed, width);
    }

    private static Scored twice(double[] score, double[] believed) {
        int n = score.length;
        double[] twice = new double[2 * n];
        double[] truths = new double[2 * n];
        double[] counts = new double[2 * n];
        for (int i = 0; i < n; i++) {
            twice[2 * i] = score[i];
            twice[2 * i + 1] = score[i];
            truths[2 * i] = 1;
            counts[2 * i] = believed[i];
            counts[2 * i + 1] = 1 - believed[i];
        }
        return Scored.binary(twice, truths).withWeights(counts);
    }

    private static Scored often(double[] score, double[] believed, int width) {
        double[] often = new double[Math.multiplyExact(score.length, width)];
        int[] truths = new int[score.length];
        for (int i = 0; i < truths.length; i++) {
            System.arraycopy(score, i / width * width, often, i * width, width);
            truths[i] = i % width;
        }
        return Scored.multiclass(often, width, truths).withWeights(believed);
    }

    /// Each row with a truth by its probability.
    static Scored drawn(double[] score, double[] believed, int width, SplittableRandom random) {
        int rows = score.length / width;
        if (width == 1) {
            double[] truths = new double[rows];
            for (int i = 0; i < rows; i++) {
                truths[i] = random.nextDouble() < believed[i] ? 1 : 0;
            }
            return Scored.binary(score, truths);
        }
        int[] truths = new int[rows];
        for (int i = 0; i < rows; i++) {
            double left = random.nextDouble();
            while (truths[i] < width - 1 && left >= believed[i * width + truths[i]]) {
                left -= believed[i * width + truths[i]];
                truths[i]++;
            }
        }
        return Scored.multiclass(score, width, truths);
    }
}
