package dev.trefoil.inference.runtime;

import dev.trefoil.core.column.ColumnBatch;
import java.util.List;
import java.util.Map;

/// A model over named tensors.
public interface TensorModel extends ModelRuntime {
    List<TensorSpec> inputs();

    /// In the order of the model; a list of maps (label → probability) counts as a tensor with a column per label.
    List<TensorSpec> outputs();

    /// Runs the model once. Every input must be there, in the type of its specification;
    /// [IllegalArgumentException] names the input that does not fit.
    Map<String, Tensor> run(Map<String, Tensor> values);

    /// Outputs for every row: see [TensorColumns] for how columns become inputs.
    @Override
    default Predictions predict(ColumnBatch rows, PredictOptions options) {
        if (options.kind() != PredictOptions.Kind.VALUE || options.from() != 0 || options.to() != 0) {
            throw new IllegalArgumentException("this model gives plain predictions only");
        }
        return TensorColumns.predict(this, rows);
    }
}
