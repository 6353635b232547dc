package dev.trefoil.training.trainer;

import dev.trefoil.core.signature.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a trainer learns from.
///
/// @param validation rows on which progress is measured, never learned from; null to train blindly to the end
/// @param classes number of classes: 2 for [Task#BINARY], 0 for [Task#REGRESSION]
/// @param names names of the encoded features
/// @param threads how many threads native code may use; the result does not depend on it
public record TrainingSet(
        EncodedRows rows, @Nullable EncodedRows validation, Task task, int classes, List<String> names, int threads) {
    public TrainingSet {
        names = List.copyOf(names);
        if (rows.rows() == 0) {
            throw new IllegalArgumentException("there are no rows to learn from");
        }
        if (names.size() != rows.columns()) {
            throw new IllegalArgumentException(names.size() + " names for " + rows.columns() + " features");
        }
        if (validation != null && validation.columns() != rows.columns()) {
            throw new IllegalArgumentException(
                    "training rows have " + rows.columns() + " features, validation rows " + validation.columns());
        }
        for (float label : rows.labels()) {
            boolean sound = task == Task.REGRESSION
                    ? Float.isFinite(label)
                    : label >= 0 && label < classes && label == Math.rint(label);
            if (!sound) {
                throw new IllegalArgumentException("a label of " + label + " does not fit a " + task.word()
                        + " task with " + classes + " classes; leave rows without a label out");
            }
        }
    }

    /// Numbers in a prediction: one per class for several classes, else 1.
    public int width() {
        return task == Task.MULTICLASS ? classes : 1;
    }

    /// Boosting rounds where nobody says: with several classes each round grows a tree for every one.
    int usualRounds() {
        return task == Task.MULTICLASS ? Math.clamp(900L / classes, 40, 300) : 300;
    }
}
