package dev.trefoil.platform.project;

import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.predicate.Predicate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// When a challenger is trained, and on what.
///
/// @param when over the names of [#schema]
/// @param on the length of matured data it is trained on, back from now; null for all of it
/// @param cooldown the least time between two retrainings
public record RetrainPolicy(Predicate when, @Nullable TimeSpan on, TimeSpan cooldown) {
    /// Share of the features that drifted in the latest window, in [0, 1].
    public static final String DRIFT_SHARE = "drift_share";

    /// Matured labels since the last training.
    public static final String NEW_LABELS = "new_labels";

    /// Days since the last training, by the clock the project lives by.
    public static final String DAYS_SINCE_TRAINING = "days_since_training";

    /// What a policy can speak of: each requirement id (the latest live outcome: `pass`, `fail` or `inconclusive`;
    /// missing before the first), and the three names above.
    public static Schema schema(List<String> requirements) {
        List<ColumnSpec> columns = new ArrayList<>();
        requirements.forEach(id -> columns.add(new ColumnSpec(id, ColumnType.STRING)));
        columns.add(new ColumnSpec(DRIFT_SHARE, ColumnType.NUMBER));
        columns.add(new ColumnSpec(NEW_LABELS, ColumnType.INTEGER));
        columns.add(new ColumnSpec(DAYS_SINCE_TRAINING, ColumnType.NUMBER));
        return new Schema(columns);
    }

    /// The names that no requirement may take as its id.
    static List<String> names() {
        return List.of(DRIFT_SHARE, NEW_LABELS, DAYS_SINCE_TRAINING);
    }
}
