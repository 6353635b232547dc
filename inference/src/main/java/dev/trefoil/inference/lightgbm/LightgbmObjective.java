package dev.trefoil.inference.lightgbm;

import dev.trefoil.core.signature.Task;
import dev.trefoil.inference.tree.Glibc;
import org.jspecify.annotations.Nullable;

/// How an objective turns sums of leaves into predictions, in double precision and in the order of the library.
///
/// @param name the library's own
/// @param transform the formula
/// @param sigmoid factor in the exponent of a sigmoid
record LightgbmObjective(String name, Transform transform, double sigmoid) {
    enum Transform {
        IDENTITY,
        SIGMOID,
        EXP,
        SIGNED_SQUARE,
        LOG1P_EXP,
        SOFTMAX
    }

    /// Reads the objective line, as in `binary sigmoid:1`; null when the objective is unknown.
    static @Nullable LightgbmObjective of(String line) {
        String[] words = line.strip().split("\\s+");
        double sigmoid = 1;
        boolean sqrt = false;
        for (int i = 1; i < words.length; i++) {
            if (words[i].startsWith("sigmoid:")) {
                sigmoid = Double.parseDouble(words[i].substring("sigmoid:".length()));
            }
            sqrt |= words[i].equals("sqrt");
        }
        Transform transform = switch (words[0]) {
            case "regression", "regression_l2" -> sqrt ? Transform.SIGNED_SQUARE : Transform.IDENTITY;
            case "",
                    "regression_l1",
                    "huber",
                    "fair",
                    "quantile",
                    "mape",
                    "lambdarank",
                    "rank_xendcg",
                    "custom",
                    "none" -> Transform.IDENTITY;
            case "binary", "multiclassova", "cross_entropy" -> Transform.SIGMOID;
            case "poisson", "gamma", "tweedie" -> Transform.EXP;
            case "cross_entropy_lambda" -> Transform.LOG1P_EXP;
            case "multiclass" -> Transform.SOFTMAX;
            default -> null;
        };
        return transform == null ? null : new LightgbmObjective(words[0], transform, sigmoid);
    }

    Task task() {
        return switch (name) {
            case "binary" -> Task.BINARY;
            case "multiclass", "multiclassova" -> Task.MULTICLASS;
            default -> Task.REGRESSION;
        };
    }

    void transform(double[] out, int at, int groups) {
        switch (transform) {
            case IDENTITY -> {}
            case SIGMOID -> {
                for (int i = at; i < at + groups; i++) {
                    out[i] = 1.0 / (1.0 + Glibc.exp(-sigmoid * out[i]));
                }
            }
            case EXP -> {
                for (int i = at; i < at + groups; i++) {
                    out[i] = Glibc.exp(out[i]);
                }
            }
            case SIGNED_SQUARE -> {
                for (int i = at; i < at + groups; i++) {
                    double x = out[i];
                    out[i] = (x > 0 ? 1 : x < 0 ? -1 : 0) * x * x;
                }
            }
            case LOG1P_EXP -> {
                for (int i = at; i < at + groups; i++) {
                    out[i] = Math.log1p(Glibc.exp(out[i]));
                }
            }
            case SOFTMAX -> softmax(out, at, groups);
        }
    }

    private static void softmax(double[] out, int at, int groups) {
        double highest = out[at];
        for (int i = at + 1; i < at + groups; i++) {
            highest = Math.max(out[i], highest);
        }
        double sum = 0;
        for (int i = at; i < at + groups; i++) {
            out[i] = Glibc.exp(out[i] - highest);
            sum += out[i];
        }
        for (int i = at; i < at + groups; i++) {
            out[i] /= sum;
        }
    }
}
