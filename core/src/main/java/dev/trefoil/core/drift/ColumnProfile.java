package dev.trefoil.core.drift;

import java.util.List;

/// How one column looked in training, in slots that never change afterwards. Slot 0 counts missing values.
///
/// Binned kinds: slot 1 is below the first edge, slot i + 1 is [edge i, edge i + 1), the last is at or above the
/// last edge; so the first and last slots hold what training never saw. Other kinds: slot i is category i − 1 and
/// the last slot is any other value.
///
/// @param name of the column
/// @param kind as what it is compared
/// @param edges ascending, for binned kinds
/// @param categories for the other kinds
/// @param counts training rows in each slot
public record ColumnProfile(
        String name, ProfileKind kind, List<Double> edges, List<String> categories, List<Long> counts) {
    public ColumnProfile {
        edges = List.copyOf(edges);
        categories = List.copyOf(categories);
        counts = List.copyOf(counts);
        if (edges.size() > 10_000) {
            throw new IllegalArgumentException("column '" + name + "' has more than 10,000 edges");
        }
        int slots = slots(kind, edges.size(), categories.size());
        if (counts.size() != slots) {
            throw new IllegalArgumentException(
                    "column '" + name + "' has " + counts.size() + " counts for " + slots + " slots");
        }
        for (int i = 1; i < edges.size(); i++) {
            if (!(edges.get(i) > edges.get(i - 1))) {
                throw new IllegalArgumentException("the edges of column '" + name + "' do not rise");
            }
        }
        for (long count : counts) {
            if (count < 0) {
                throw new IllegalArgumentException("column '" + name + "' has a negative count");
            }
        }
    }

    public int slots() {
        return counts.size();
    }

    /// Training rows, missing ones included.
    public long rows() {
        long rows = 0;
        for (long count : counts) {
            rows += count;
        }
        return rows;
    }

    private static int slots(ProfileKind kind, int edges, int categories) {
        return kind.binned() ? edges + 2 : categories + 2;
    }
}
