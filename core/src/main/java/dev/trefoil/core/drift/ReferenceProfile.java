package dev.trefoil.core.drift;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The training rows as drift will remember them: one [ColumnProfile] for each column, bins frozen. Plain values
/// that any codec can write.
public record ReferenceProfile(List<ColumnProfile> columns) {
    /// Bins of equal mass for numbers: ten groups of six, so that tenths are whole bins.
    static final int BINS = 60;

    /// Categories with a slot of their own.
    static final int CATEGORIES = 100;

    public ReferenceProfile {
        columns = List.copyOf(columns);
    }

    /// Every column as [ProfileKind#of] sees it.
    public static ReferenceProfile of(ColumnBatch training) {
        return of(training, Map.of());
    }

    /// As above, with the kinds of some columns said.
    public static ReferenceProfile of(ColumnBatch training, Map<String, ProfileKind> kinds) {
        for (String name : kinds.keySet()) {
            training.column(name);
        }
        List<ColumnProfile> profiles = new ArrayList<>();
        for (int i = 0; i < training.columns().size(); i++) {
            ColumnSpec spec = training.schema().columns().get(i);
            Column column = training.column(i);
            ProfileKind kind = kinds.containsKey(spec.name()) ? kinds.get(spec.name()) : ProfileKind.of(column);
            if (kind == null || !kind.fits(spec.type())) {
                throw new IllegalArgumentException(
                        "column '" + spec.name() + "' of type " + spec.type() + " cannot be compared as " + kind);
            }
            profiles.add(ProfileBuilder.profile(spec.name(), kind, column));
        }
        return new ReferenceProfile(profiles);
    }

    /// One column of categories.
    public static ReferenceProfile of(String name, CountedTexts texts) {
        return new ReferenceProfile(List.of(ProfileBuilder.frequent(name, texts)));
    }

    /// Slots of all columns together.
    public int slots() {
        int slots = 0;
        for (ColumnProfile column : columns) {
            slots += column.slots();
        }
        return slots;
    }
}
