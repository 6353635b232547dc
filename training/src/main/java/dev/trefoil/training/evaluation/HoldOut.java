package dev.trefoil.training.evaluation;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.training.sample.Groups;
import dev.trefoil.training.sample.Target;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Rows that the model has not seen, with their truth.
public final class HoldOut {
    private final ColumnBatch rows;
    private final double[] truth;
    private final int @Nullable [] clusters;

    private HoldOut(ColumnBatch rows, double[] truth, int @Nullable [] clusters) {
        this.rows = rows;
        this.truth = truth;
        this.clusters = clusters;
    }

    /// The rows of the batch whose label is known.
    ///
    /// @param cluster column whose equal values are not independent; null where rows are
    public static HoldOut of(ColumnBatch batch, Target target, @Nullable String cluster) {
        double[] all = target.truth(batch);
        int[] known = IntStream.range(0, all.length)
                .filter(row -> !Double.isNaN(all[row]))
                .toArray();
        ColumnBatch rows = known.length == all.length ? batch : batch.pick(known);
        double[] truth = known.length == all.length ? all : target.truth(rows);
        return new HoldOut(rows, truth, cluster == null ? null : Groups.of(rows, List.of(cluster)));
    }

    public ColumnBatch rows() {
        return rows;
    }

    /// The array itself.
    public double[] truth() {
        return truth;
    }

    /// The array itself: the number of each row's cluster.
    public int @Nullable [] clusters() {
        return clusters;
    }

    /// Independent units: clusters, or rows.
    public int units() {
        return clusters == null ? truth.length : Groups.count(clusters);
    }
}
