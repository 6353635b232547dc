package dev.trefoil.training;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.signature.Task;
import dev.trefoil.inference.ClassOrder;
import dev.trefoil.inference.ModelPackage;
import dev.trefoil.inference.runtime.NumberType;
import dev.trefoil.inference.runtime.Predictions;
import dev.trefoil.training.baseline.Answers;
import dev.trefoil.training.sample.Target;

/// What a package answers for raw rows.
final class ModelAnswers {
    private ModelAnswers() {}

    static Answers of(ModelPackage model, ColumnBatch rows, Target target) {
        Predictions predicted = model.predict(rows);
        if (predicted.main().type() == NumberType.TEXT) {
            throw new IllegalArgumentException(
                    "the model answers with texts such as '" + predicted.main().text(0, 0) + "', the task "
                            + target.task().word() + " needs "
                            + (target.task() == Task.REGRESSION
                                    ? "numbers"
                                    : "probabilities: log it with pyfunc_predict_fn='predict_proba', or give the pickle"));
        }
        double[] values = ClassOrder.of(model.classes(), target.classes()).apply(predicted.values(), rows.rows());
        if (target.task() == Task.BINARY && values.length == 2L * rows.rows()) {
            return new Answers(positive(values), null);
        }
        if (values.length != (long) rows.rows() * target.width()) {
            throw new IllegalArgumentException("the model answers " + values.length / Math.max(1, rows.rows())
                    + (values.length == rows.rows() ? " number" : " numbers") + " for a row, the task "
                    + target.task().word() + " needs " + target.width()
                    + (target.task() == Task.MULTICLASS
                            ? ", a probability for each class: with mlflow.sklearn, log it with"
                                    + " pyfunc_predict_fn='predict_proba'"
                            : ""));
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
