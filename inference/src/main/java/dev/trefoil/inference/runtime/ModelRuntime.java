package dev.trefoil.inference.runtime;

import dev.trefoil.core.column.ColumnBatch;
import java.util.List;
import java.util.OptionalLong;

/// A loaded model. Immutable after loading and safe for any number of threads at once; the same row gives the same
/// bits alone, in a batch of any size and on any thread.
public interface ModelRuntime extends AutoCloseable {
    ModelDescription description();

    /// Predicts every row, in order. Inputs are found by name; a model without names, or none of whose names is in
    /// the batch, takes its inputs by position. [IllegalArgumentException] when inputs are missing or the model
    /// cannot give the wanted kind of answer.
    Predictions predict(ColumnBatch rows, PredictOptions options);

    /// Names of the classes in the order in which predictions hold their probabilities; of two classes with one
    /// number, that of the second. Empty where the model does not name them.
    default List<String> classes() {
        return List.of();
    }

    /// Memory that a process of its own takes, in bytes; empty where the model lives in this one.
    default OptionalLong processBytes() {
        return OptionalLong.empty();
    }

    /// Frees what lies outside the Java heap. Callers make sure that no prediction is under way.
    @Override
    void close();
}
