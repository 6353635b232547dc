package dev.trefoil.training;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.training.sample.Groups;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a candidate answered for training rows that it was not fitted to.
final class Validated {
    private final int[] rows;
    private final double[] predictions;

    /// @param rows positions among the training rows
    /// @param predictions row after row
    Validated(int[] rows, double[] predictions) {
        this.rows = rows;
        this.predictions = predictions;
    }

    double[] predictions() {
        return predictions;
    }

    /// The first rows of it.
    Validated first(int count) {
        int width = predictions.length / rows.length;
        return new Validated(Arrays.copyOf(rows, count), Arrays.copyOf(predictions, count * width));
    }

    /// The cluster of each row; null where rows are independent.
    int @Nullable [] clusters(ColumnBatch training, @Nullable String cluster) {
        return cluster == null ? null : Groups.of(training.pick(rows), List.of(cluster));
    }

    double[] truth(double[] all) {
        double[] truth = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            truth[i] = all[rows[i]];
        }
        return truth;
    }
}
