package dev.trefoil.inference.runtime;

import dev.trefoil.core.column.ColumnBatch;

/// A loaded model. Immutable after loading and safe for any number of threads at once; the same row gives the same
/// bits alone, in a batch of any size and on any thread.
public interface ModelRuntime extends AutoCloseable {
    ModelDescription description();

    /// Predicts every row, in order. Inputs are found by name; a model without names, or none of whose names is in
    /// the batch, takes its inputs by position. [IllegalArgumentException] when inputs are missing or the model
    /// cannot give the wanted kind of answer.
    Predictions predict(ColumnBatch rows, PredictOptions options);

    /// Frees what lies outside the Java heap. Callers make sure that no prediction is under way.
    @Override
    void close();
}
