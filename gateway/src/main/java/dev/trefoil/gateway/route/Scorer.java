package dev.trefoil.gateway.route;

import dev.trefoil.core.column.ColumnBatch;

/// What can answer a request: a model package, or a rule without ML. Thread-safe.
public interface Scorer {
    /// Predictions for each row, row-major, [#width()] numbers a row: the probability of the positive class, one
    /// probability per class, or a number. NaN where the scorer has no opinion.
    double[] score(ColumnBatch rows);

    int width();

    /// Whether an answer may wait for another process; such a scorer is never asked on the event loop.
    default boolean waits() {
        return false;
    }

    /// Frees what the scorer holds; called once, after its last request.
    void close();
}
