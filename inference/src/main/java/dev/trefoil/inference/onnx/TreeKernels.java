package dev.trefoil.inference.onnx;

import dev.trefoil.inference.runtime.Tensor;
import dev.trefoil.inference.runtime.TensorType;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `TreeEnsembleRegressor` and `TreeEnsembleClassifier`.
final class TreeKernels {
    private TreeKernels() {}

    /// Features that the nodes ask for.
    private static int features(Attributes in) {
        long highest = -1;
        for (long feature : in.wholes("nodes_featureids")) {
            highest = Math.max(highest, feature);
        }
        return Math.toIntExact(highest + 1);
    }

    static @Nullable Kernel regressor(Attributes in) {
        int targets = Math.toIntExact(in.whole("n_targets", 1));
        String aggregate = in.text("aggregate_function", "SUM");
        String transform = in.text("post_transform", "NONE");
        double[] base = in.reals("base_values");
        boolean sums = aggregate.equals("SUM") || aggregate.equals("AVERAGE");
        if (!sums && !aggregate.equals("MIN") && !aggregate.equals("MAX")
                || !Scores.known(transform)
                || targets == 1 && transform.startsWith("SOFTMAX")
                || base.length != 0 && base.length != targets) {
            return null;
        }
        Ensemble trees = Ensemble.of(in, "target", targets, features(in));
        boolean least = aggregate.equals("MIN");
        return (inputs, rows) -> {
            double[] x = matrix(inputs.getFirst(), rows, features(in));
            float[] scores = new float[rows * targets];
            boolean[] scored = new boolean[scores.length];
            trees.each(x, rows, (row, target, weight) -> {
                int at = row * targets + target;
                scores[at] = !scored[at] && !sums
                        ? weight
                        : sums
                                ? scores[at] + weight
                                : least ? Math.min(scores[at], weight) : Math.max(scores[at], weight);
                scored[at] = true;
            });
            double[] out = new double[scores.length];
            for (int i = 0; i < out.length; i++) {
                float score = aggregate.equals("AVERAGE") ? scores[i] / trees.trees() : scores[i];
                out[i] = base.length == 0 ? score : score + (float) base[i % targets];
            }
            for (int row = 0; row < rows; row++) {
                Scores.apply(transform, out, row * targets, targets);
            }
            return List.of(Tensor.numbers(TensorType.FLOAT32, List.of((long) rows, (long) targets), out));
        };
    }

    static @Nullable Kernel classifier(Attributes in) {
        Labels labels = Labels.of(in);
        int classes = labels.size();
        String transform = in.text("post_transform", "NONE");
        double[] base = in.reals("base_values");
        if (classes < 2
                || !Scores.known(transform)
                || base.length > 1 && base.length != classes
                || base.length == 1 && classes > 2) {
            return null;
        }
        Ensemble trees = Ensemble.of(in, "class", classes, features(in));
        boolean one = classes == 2 && trees.single();
        if (one && (transform.startsWith("SOFTMAX") || base.length == 2)) {
            return null;
        }
        if (!one && base.length == 1) {
            return null;
        }
        boolean positive = trees.positive();
        return (inputs, rows) -> {
            double[] x = matrix(inputs.getFirst(), rows, features(in));
            float[] scores = new float[rows * classes];
            trees.each(x, rows, (row, target, weight) -> scores[row * classes + (one ? 0 : target)] += weight);
            int[] chosen = new int[rows];
            double[] out = new double[scores.length];
            for (int row = 0; row < rows; row++) {
                int at = row * classes;
                if (one) {
                    float score = base.length == 0 ? scores[at] : scores[at] + (float) base[0];
                    chosen[row] = score > (positive ? 0.5f : 0) ? 1 : 0;
                    two(score, positive, transform, out, at);
                    continue;
                }
                for (int c = 0; c < classes; c++) {
                    out[at + c] = base.length == 0 ? scores[at + c] : scores[at + c] + (float) base[c];
                }
                chosen[row] = classes == 2 ? (out[at + 1] > 0 ? 1 : 0) : 0;
                for (int c = 0; c < classes && classes > 2; c++) {
                    chosen[row] = out[at + c] > out[at + chosen[row]] ? c : chosen[row];
                }
                Scores.apply(transform, out, at, classes);
            }
            return List.of(
                    labels.tensor(chosen),
                    Tensor.numbers(TensorType.FLOAT32, List.of((long) rows, (long) classes), out));
        };
    }

    /// The scores of two classes from the one that the trees give.
    private static void two(float score, boolean positive, String transform, double[] out, int at) {
        boolean logistic = transform.equals("LOGISTIC");
        if (positive) {
            out[at] = 1 - score;
            out[at + 1] = score;
            Scores.apply(transform, out, at, 2);
        } else {
            out[at] = logistic ? Scores.logistic(-score) : -score;
            out[at + 1] = logistic ? Scores.logistic(score) : score;
        }
    }

    /// The numbers of a tensor of at least `features` columns, as a matrix of exactly as many.
    static double[] matrix(Tensor tensor, int rows, int features) {
        int width = rows == 0 ? 0 : tensor.size() / rows;
        if (width < features) {
            throw new IllegalArgumentException("the trees ask for " + features + " features, the rows have " + width);
        }
        double[] numbers = tensor.numbers();
        if (tensor.type().whole()) {
            numbers = Arrays.stream(tensor.integers()).asDoubleStream().toArray();
        }
        if (width == features) {
            return numbers;
        }
        double[] cut = new double[rows * features];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(numbers, row * width, cut, row * features, features);
        }
        return cut;
    }
}
