package dev.trefoil.inference.onnx;

import dev.trefoil.inference.runtime.Tensor;
import dev.trefoil.inference.runtime.TensorType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `LinearRegressor` and `LinearClassifier`. Products are summed in single precision with fused multiply-add, feature
/// after feature, the intercept last, as ONNX Runtime's matrix product does for few features; for many its order
/// depends on the processor, and the last bits can differ.
final class LinearKernels {
    private LinearKernels() {}

    private static double[] sums(Tensor x, int rows, float[] weights, float[] intercepts, int targets) {
        int features = weights.length / targets;
        int width = rows == 0 ? features : x.size() / rows;
        if (width != features) {
            throw new IllegalArgumentException("the model takes " + features + " features, the rows have " + width);
        }
        double[] numbers = TreeKernels.matrix(x, rows, features);
        double[] out = new double[rows * targets];
        for (int row = 0; row < rows; row++) {
            for (int target = 0; target < targets; target++) {
                float sum = 0;
                for (int f = 0; f < features; f++) {
                    sum = Math.fma((float) numbers[row * features + f], weights[target * features + f], sum);
                }
                out[row * targets + target] = intercepts.length == 0 ? sum : sum + intercepts[target];
            }
        }
        return out;
    }

    private static float[] singles(double[] values) {
        float[] singles = new float[values.length];
        for (int i = 0; i < singles.length; i++) {
            singles[i] = (float) values[i];
        }
        return singles;
    }

    static @Nullable Kernel regressor(Attributes in) {
        int targets = Math.toIntExact(in.whole("targets", 1));
        float[] weights = singles(in.reals("coefficients"));
        float[] intercepts = singles(in.reals("intercepts"));
        String transform = in.text("post_transform", "NONE");
        if (targets < 1
                || weights.length % targets != 0
                || intercepts.length % targets != 0
                || !transform.equals("NONE")) {
            return null;
        }
        return (inputs, rows) -> List.of(Tensor.numbers(
                TensorType.FLOAT32,
                List.of((long) rows, (long) targets),
                sums(inputs.getFirst(), rows, weights, intercepts, targets)));
    }

    static @Nullable Kernel classifier(Attributes in) {
        Labels labels = Labels.of(in);
        int classes = labels.size();
        float[] weights = singles(in.reals("coefficients"));
        float[] intercepts = singles(in.reals("intercepts"));
        String transform = in.text("post_transform", "NONE");
        if (classes < 2 || intercepts.length != classes || weights.length % classes != 0 || !Scores.known(transform)) {
            return null;
        }
        return (inputs, rows) -> {
            double[] out = sums(inputs.getFirst(), rows, weights, intercepts, classes);
            int[] chosen = new int[rows];
            for (int row = 0; row < rows; row++) {
                for (int c = 1; c < classes; c++) {
                    if (out[row * classes + c] > out[row * classes + chosen[row]]) {
                        chosen[row] = c;
                    }
                }
                if (transform.equals("LOGISTIC")) {
                    for (int c = 0; c < classes; c++) {
                        out[row * classes + c] = quotient((float) out[row * classes + c]);
                    }
                } else {
                    Scores.apply(transform, out, row * classes, classes);
                }
            }
            return List.of(
                    labels.tensor(chosen),
                    Tensor.numbers(TensorType.FLOAT32, List.of((long) rows, (long) classes), out));
        };
    }

    /// The logistic function as the linear operators of ONNX Runtime compute it: a quotient of polynomials.
    private static float quotient(float value) {
        float x = Math.clamp(value, -18f, 18f);
        float square = x * x;
        float p = Math.fma(square, 4.37031e-11f, 1.1562732e-7f);
        p = Math.fma(p, square, 6.085749e-5f);
        p = Math.fma(p, square, 8.513771e-3f);
        p = Math.fma(p, square, 2.4828795e-1f);
        float q = Math.fma(square, 6.1024737e-13f, 5.7610214e-9f);
        q = Math.fma(q, square, 6.291068e-6f);
        q = Math.fma(q, square, 1.7019882e-3f);
        q = Math.fma(q, square, 1.1681765e-1f);
        q = Math.fma(q, square, 9.931519e-1f);
        return Math.clamp(p * x / q + 0.5f, 0f, 1f);
    }
}
