package dev.trefoil.inference.onnx;

import dev.trefoil.inference.tree.Glibc;

/// What ONNX Runtime does to scores after they are summed, in single precision.
final class Scores {
    private Scores() {}

    static float logistic(float x) {
        float v = 1 / (1 + Glibc.exp(-Math.abs(x)));
        return x < 0 ? 1 - v : v;
    }

    /// Applies `NONE`, `LOGISTIC`, `SOFTMAX` or `SOFTMAX_ZERO` to `width` scores in place; false when the transform is
    /// another.
    static boolean known(String transform) {
        return switch (transform) {
            case "NONE", "LOGISTIC", "SOFTMAX", "SOFTMAX_ZERO" -> true;
            default -> false;
        };
    }

    static void apply(String transform, double[] scores, int at, int width) {
        switch (transform) {
            case "LOGISTIC" -> {
                for (int i = at; i < at + width; i++) {
                    scores[i] = logistic((float) scores[i]);
                }
            }
            case "SOFTMAX" -> softmax(scores, at, width, false);
            case "SOFTMAX_ZERO" -> softmax(scores, at, width, true);
            default -> {}
        }
    }

    private static void softmax(double[] scores, int at, int width, boolean zeros) {
        float highest = Float.NEGATIVE_INFINITY;
        for (int i = at; i < at + width; i++) {
            highest = Math.max(highest, (float) scores[i]);
        }
        float scale = Glibc.exp(-highest);
        float sum = 0;
        for (int i = at; i < at + width; i++) {
            float x = (float) scores[i];
            if (!zeros || Math.abs(x) > 1e-7f) {
                scores[i] = Glibc.exp(x - highest);
                sum += (float) scores[i];
            } else {
                scores[i] = x * scale;
            }
        }
        for (int i = at; i < at + width; i++) {
            scores[i] = (float) scores[i] / sum;
        }
    }
}
