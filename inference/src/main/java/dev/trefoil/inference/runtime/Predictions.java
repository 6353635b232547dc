package dev.trefoil.inference.runtime;

import java.util.List;

/// What a model answered for a batch: its outputs, the first of which is *the* prediction.
///
/// @param rows rows of the batch, in its order
/// @param outputs at least one
public record Predictions(int rows, List<Output> outputs) {
    public Predictions {
        outputs = List.copyOf(outputs);
        if (outputs.isEmpty()) {
            throw new IllegalArgumentException("a prediction has at least one output");
        }
    }

    /// One floating-point output named `prediction`; the array is taken over, not copied.
    public static Predictions of(int rows, NumberType type, int width, double[] values) {
        return new Predictions(rows, List.of(Output.numbers("prediction", type, width, values)));
    }

    /// The prediction itself.
    public Output main() {
        return outputs.getFirst();
    }

    /// Numbers in one prediction.
    public int width() {
        return main().width();
    }

    /// Number `at` of the prediction of a row.
    public double value(int row, int at) {
        return main().number(row, at);
    }

    /// All predictions, row after row.
    public double[] values() {
        return main().values();
    }
}
