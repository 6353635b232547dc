package dev.trefoil.platform.pipeline;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.drift.ColumnProfile;
import dev.trefoil.core.drift.DriftFinding;
import dev.trefoil.core.drift.DriftRule;
import dev.trefoil.core.drift.ReferenceProfile;
import dev.trefoil.core.drift.WindowHistogram;
import dev.trefoil.table.EngineLimits;
import dev.trefoil.table.Workspace;
import dev.trefoil.table.source.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How far the columns of a dataset version are from those of the version before, by the rule that live windows are
/// judged by. One column of each table is in memory at a time.
final class VersionDrift {
    static final String METHOD = "drift-rule/1";

    private VersionDrift() {}

    /// The columns that both tables have, of the same type.
    static List<DriftFinding> of(Path before, Path after, Path scratch) {
        try (Workspace workspace = Workspace.open(scratch, EngineLimits.USUAL)) {
            workspace.add(Source.of("before", before));
            workspace.add(Source.of("after", after));
            Schema was = workspace.schema("before");
            List<ColumnProfile> profiles = new ArrayList<>();
            List<long[]> counts = new ArrayList<>();
            for (ColumnSpec column : workspace.schema("after").columns()) {
                if (was.contains(column.name()) && comparable(type(was, column.name()), column.type())) {
                    WindowHistogram window =
                            new WindowHistogram(ReferenceProfile.of(read(workspace, "before", column.name())));
                    window.record(read(workspace, "after", column.name()));
                    profiles.addAll(window.profile().columns());
                    counts.add(window.counts());
                }
            }
            long[] all = counts.stream().flatMapToLong(Arrays::stream).toArray();
            return DriftRule.STANDARD.judge(WindowHistogram.of(new ReferenceProfile(profiles), all));
        }
    }

    private static boolean comparable(ColumnType before, ColumnType after) {
        return before == after || before.numeric() && after.numeric();
    }

    private static ColumnType type(Schema schema, String column) {
        return schema.columns().get(schema.indexOf(column)).type();
    }

    private static ColumnBatch read(Workspace workspace, String table, String column) {
        return workspace.read(table, List.of(column), null);
    }
}
