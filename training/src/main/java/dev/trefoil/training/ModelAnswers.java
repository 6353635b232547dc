package dev.trefoil.training;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.inference.ModelPackage;
import dev.trefoil.training.baseline.Answers;
import dev.trefoil.training.sample.Target;

/// What a package answers for raw rows.
final class ModelAnswers {
    private ModelAnswers() {}

    static Answers of(ModelPackage model, ColumnBatch rows, Target target) {
        double[] values = model.predict(rows).values();
        if (values.length != (long) rows.rows() * target.width()) {
            throw new IllegalArgumentException("the model answers " + values.length / Math.max(1, rows.rows())
                    + " numbers for a row, the task " + target.task().word() + " needs " + target.width());
        }
        return new Answers(values, null);
    }
}
