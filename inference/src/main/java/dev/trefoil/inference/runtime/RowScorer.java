package dev.trefoil.inference.runtime;

/// Plain predictions of one row after the other without allocating anything. Holds working memory: each thread needs
/// its own.
public interface RowScorer {
    /// Writes the prediction of the row to the front of `out`.
    void score(double[] row, double[] out);

    /// As above, for a row in single precision.
    void score(float[] row, double[] out);
}
