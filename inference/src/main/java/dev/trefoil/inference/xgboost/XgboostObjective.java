package dev.trefoil.inference.xgboost;

import dev.trefoil.core.signature.Task;
import dev.trefoil.inference.tree.Glibc;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How an objective turns sums of leaves (margins) into predictions, and its base score into a margin; in single
/// precision and in the order of the library.
enum XgboostObjective {
    IDENTITY,
    SIGMOID,
    HINGE,
    EXP,
    /// the exponential in double precision, rounded
    EXP_OF_DOUBLE,
    SOFTMAX,
    SOFTPROB;

    /// The objective of this name; null when unknown.
    static @Nullable XgboostObjective of(String name) {
        return switch (name) {
            case "reg:squarederror",
                    "reg:linear",
                    "reg:squaredlogerror",
                    "reg:absoluteerror",
                    "reg:pseudohubererror",
                    "reg:quantileerror",
                    "reg:expectileerror",
                    "binary:logitraw",
                    "rank:pairwise",
                    "rank:ndcg",
                    "rank:map" -> IDENTITY;
            case "binary:logistic", "reg:logistic" -> SIGMOID;
            case "binary:hinge" -> HINGE;
            case "count:poisson", "reg:gamma", "reg:tweedie", "survival:cox" -> EXP;
            case "survival:aft" -> EXP_OF_DOUBLE;
            case "multi:softmax" -> SOFTMAX;
            case "multi:softprob" -> SOFTPROB;
            default -> null;
        };
    }

    /// The margin of a base score; NaN or infinite where the score is outside of what the objective allows.
    float margin(float base) {
        return switch (this) {
            case SIGMOID -> -(float) Math.log(1.0f / base - 1.0f);
            case EXP, EXP_OF_DOUBLE -> (float) Math.log(base);
            case IDENTITY, HINGE, SOFTMAX, SOFTPROB -> base;
        };
    }

    Task task() {
        return switch (this) {
            case SIGMOID, HINGE -> Task.BINARY;
            case SOFTPROB, SOFTMAX -> Task.MULTICLASS;
            case IDENTITY, EXP, EXP_OF_DOUBLE -> Task.REGRESSION;
        };
    }

    /// Numbers in a prediction of `groups` margins.
    int width(int groups) {
        return this == SOFTMAX ? 1 : groups;
    }

    /// Turns the margins of one row, `out[at…at+groups)`, into the prediction, in place.
    void transform(double[] out, int at, int groups) {
        switch (this) {
            case IDENTITY -> {}
            case SIGMOID -> {
                for (int i = at; i < at + groups; i++) {
                    out[i] = sigmoid((float) out[i]);
                }
            }
            case HINGE -> {
                for (int i = at; i < at + groups; i++) {
                    out[i] = out[i] > 0 ? 1 : 0;
                }
            }
            case EXP -> {
                for (int i = at; i < at + groups; i++) {
                    out[i] = Glibc.exp((float) out[i]);
                }
            }
            case EXP_OF_DOUBLE -> {
                for (int i = at; i < at + groups; i++) {
                    out[i] = (float) Glibc.exp(out[i]);
                }
            }
            case SOFTMAX -> {
                int best = 0;
                for (int i = 1; i < groups; i++) {
                    if (out[at + i] > out[at + best]) {
                        best = i;
                    }
                }
                out[at] = best;
            }
            case SOFTPROB -> softmax(out, at, groups);
        }
    }

    private static float sigmoid(float x) {
        float denominator = Glibc.exp(Math.min(-x, 88.7f)) + 1.0f + 1e-16f;
        return 1.0f / denominator;
    }

    private static void softmax(double[] out, int at, int groups) {
        float highest = (float) out[at];
        for (int i = at + 1; i < at + groups; i++) {
            highest = Math.max((float) out[i], highest);
        }
        double sum = 0;
        for (int i = at; i < at + groups; i++) {
            float e = Glibc.exp((float) out[i] - highest);
            out[i] = e;
            sum += e;
        }
        for (int i = at; i < at + groups; i++) {
            out[i] = (float) out[i] / (float) sum;
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
