package dev.trefoil.training;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.TimeColumn;
import dev.trefoil.core.digest.Digest;
import dev.trefoil.training.sample.Fold;
import dev.trefoil.training.sample.Folds;
import dev.trefoil.training.sample.Groups;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A challenger, as it was judged beside the champion on rows that neither had seen, and its final form.
///
/// @param judged the challenger fitted to the earlier part, evaluated on the later part; the champion is a rung of its
///     ladder
/// @param digest of the final package, fitted to all rows with the same settings
/// @param folder where the final package lies
/// @param learned rows of the earlier part
/// @param kept rows of the later part
public record Retraining(Development judged, Digest digest, Path folder, int learned, int kept) {
    static Retraining run(
            Trainings trainings,
            DevelopmentSpec spec,
            ColumnBatch rows,
            double share,
            Rung.Existing champion,
            Path folder,
            Session session) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("the share kept apart lies between 0 and 1, not " + share);
        }
        Fold fold = split(spec, rows, share);
        List<Rung> ladder = new ArrayList<>(spec.ladder());
        ladder.add(champion);
        Development judged = trainings.develop(
                spec.withLadder(ladder),
                rows.pick(fold.learn()),
                rows.pick(fold.judge()),
                folder.resolve("judged"),
                session);
        Path last = folder.resolve("final");
        Digest digest = trainings.refit(spec, judged.choice(), rows, last, session);
        return new Retraining(judged, digest, last, fold.learn().length, fold.judge().length);
    }

    /// The latest rows where there is a time, else some at random; clusters, groups and exact copies stay whole.
    static Fold split(DevelopmentSpec spec, ColumnBatch rows, double share) {
        List<String> columns = new ArrayList<>(spec.groups());
        String cluster = spec.evaluation().cluster();
        if (columns.isEmpty() && cluster != null) {
            columns.add(cluster);
        }
        String time = spec.time();
        if (time != null && rows.column(time) instanceof TimeColumn moments) {
            int[] units = columns.isEmpty() ? IntStream.range(0, rows.rows()).toArray() : Groups.of(rows, columns);
            return Folds.latest(moments.micros(), units, share);
        }
        int[] groups = columns.isEmpty() ? Groups.copies(rows, spec.features()) : Groups.of(rows, columns);
        int count = Math.max(2, (int) Math.round(1 / share));
        return Folds.spread(new int[rows.rows()], groups, count, spec.search().seed())
                .getFirst();
    }
}
