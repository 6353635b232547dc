package dev.trefoil.platform.project;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the model learns from. Names are of prepared columns.
///
/// @param sources the tables that `prepare` sees, by name
/// @param prepare SQL file; null: the only source as it is
/// @param id names a row; null: nothing does
/// @param time when the row happened; null: nobody knows
/// @param cluster rows of one value are not independent; null: each row is
/// @param group rows of one value are never split between training and hold-out; the cluster where nobody said
/// @param exclude columns that no model may see, with the reason
/// @param contract file of the data contract
public record DataSpec(
        SortedMap<String, SourceSpec> sources,
        @Nullable String prepare,
        @Nullable String id,
        @Nullable String time,
        @Nullable String cluster,
        List<String> group,
        SortedMap<String, String> exclude,
        SortedMap<String, FeatureKind> features,
        LabelSpec label,
        Split split,
        String contract) {
    public DataSpec {
        sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
        group = List.copyOf(group);
        exclude = Collections.unmodifiableSortedMap(new TreeMap<>(exclude));
        features = Collections.unmodifiableSortedMap(new TreeMap<>(features));
    }
}
