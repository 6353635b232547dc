package dev.trefoil.inference.runtime;

import dev.trefoil.core.column.ColumnBatch;
import java.util.List;

/// A model over one vector of numbers: forests and linear models. NaN is missing.
public interface MatrixModel extends ModelRuntime {
    /// Length of the input vector.
    int features();

    /// Names of the inputs in order; empty when the model has none.
    List<String> featureNames();

    /// Categories of a model that was trained on a data frame.
    default CategoryCodes categories() {
        return CategoryCodes.NONE;
    }

    /// Type in which the model computes.
    NumberType number();

    /// Numbers for one row and this kind of answer.
    int width(PredictOptions options);

    /// Scores `rows` rows that lie one after the other in `matrix` and writes `width(options)` numbers for each to
    /// `out`. Where the model computes in single precision, the inputs are rounded to it first.
    void compute(double[] matrix, int rows, PredictOptions options, double[] out);

    /// What each feature adds to the raw sum against background rows (interventional contributions), in the layout of
    /// [PredictOptions#CONTRIBUTIONS]; the bias is the mean raw sum of the background.
    /// [IllegalArgumentException] where they do not exist.
    void contributions(double[] matrix, int rows, double[] background, int backgroundRows, double[] out);

    /// A scorer of single rows, for one thread.
    RowScorer scorer();

    /// The plain prediction of one row, the first `features()` numbers of `row`, written to the front of `out`.
    default void score(double[] row, double[] out) {
        compute(row, 1, PredictOptions.VALUE, out);
    }

    @Override
    default Predictions predict(ColumnBatch rows, PredictOptions options) {
        double[] matrix = Matrices.of(rows, this);
        int width = width(options);
        double[] out = new double[Math.multiplyExact(rows.rows(), width)];
        compute(matrix, rows.rows(), options, out);
        return Predictions.of(rows.rows(), number(), width, out);
    }

    /// As the other, from columns as [#predict] takes them.
    default Predictions contributions(ColumnBatch rows, ColumnBatch background) {
        int width = width(PredictOptions.CONTRIBUTIONS);
        double[] out = new double[Math.multiplyExact(rows.rows(), width)];
        contributions(Matrices.of(rows, this), rows.rows(), Matrices.of(background, this), background.rows(), out);
        return Predictions.of(rows.rows(), number(), width, out);
    }

    @Override
    default void close() {}
}
