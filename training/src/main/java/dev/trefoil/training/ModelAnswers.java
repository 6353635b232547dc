package dev.trefoil.training;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.signature.Task;
import dev.trefoil.inference.ModelPackage;
import dev.trefoil.training.baseline.Answers;
import dev.trefoil.training.sample.Target;

/// What a package answers for raw rows.
final class ModelAnswers {
    private ModelAnswers() {}

    static Answers of(ModelPackage model, ColumnBatch rows, Target target) {
        double[] values = model.predict(rows).values();
        if (target.task() == Task.BINARY && values.length == 2L * rows.rows()) {
            return new Answers(positive(values), null);
        }
        if (values.length != (long) rows.rows() * target.width()) {
            throw new IllegalArgumentException("the model answers " + values.length / Math.max(1, rows.rows())
                    + " numbers for a row, the task " + target.task().word() + " needs " + target.width());
        }
        return new Answers(values, null);
    }

    /// The second of two probabilities.
    private static double[] positive(double[] pairs) {
        double[] second = new double[pairs.length / 2];
        for (int row = 0; row < second.length; row++) {
            second[row] = pairs[2 * row + 1];
        }
        return second;
    }
}
