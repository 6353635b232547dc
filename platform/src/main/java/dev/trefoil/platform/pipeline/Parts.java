package dev.trefoil.platform.pipeline;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.platform.project.Charter;
import dev.trefoil.platform.project.Split;
import dev.trefoil.table.EngineLimits;
import dev.trefoil.table.Workspace;
import dev.trefoil.table.source.Source;
import dev.trefoil.training.sample.Fold;
import dev.trefoil.training.sample.Folds;
import dev.trefoil.training.sample.Groups;
import dev.trefoil.training.sample.Target;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Set;

/// The rows to learn from and the rows kept apart to judge by.
///
/// @param target as the labels of all these rows have it
record Parts(ColumnBatch training, ColumnBatch holdOut, Target target) {
    /// As the charter splits the table.
    static Parts of(Charter charter, Path table, Path scratch) {
        try (Workspace workspace = Workspace.open(scratch, EngineLimits.USUAL)) {
            workspace.add(Source.of("prepared", table));
            return switch (charter.data().split()) {
                case Split.ByTime byTime -> byTime(charter, workspace, byTime);
                case Split.ByChance byChance ->
                    byChance(charter, workspace.read("prepared", List.of(), null), byChance);
            };
        }
    }

    private static Parts byTime(Charter charter, Workspace workspace, Split.ByTime split) {
        String time = "\"" + String.valueOf(charter.data().time()).replace("\"", "\"\"") + "\"";
        String from = literal(split.from());
        LocalDateTime until = split.until();
        ColumnBatch training = workspace.read("prepared", List.of(), time + " < " + from);
        ColumnBatch holdOut = workspace.read(
                "prepared",
                List.of(),
                time + " >= " + from + (until == null ? "" : " AND " + time + " < " + literal(until)));
        return new Parts(training, holdOut, Requests.target(charter, training));
    }

    private static String literal(LocalDateTime at) {
        return "TIMESTAMP '" + at.toString().replace('T', ' ') + "'";
    }

    /// Classes in equal shares, groups whole, exact copies together.
    private static Parts byChance(Charter charter, ColumnBatch rows, Split.ByChance split) {
        Target target = Requests.target(charter, rows);
        Set<String> hidden = Requests.hidden(charter);
        List<String> group = charter.data().group();
        List<String> features = rows.schema().names().stream()
                .filter(name -> !hidden.contains(name))
                .toList();
        int[] units = group.isEmpty() ? Groups.copies(rows, features) : Groups.of(rows, group);
        int parts = (int) Math.max(2, Math.round(1 / split.holdout()));
        Fold fold = Folds.spread(Folds.strata(target.truth(rows), target), units, parts, split.seed())
                .getFirst();
        return new Parts(rows.pick(fold.learn()), rows.pick(fold.judge()), target);
    }
}
