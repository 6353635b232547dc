package dev.trefoil.core.metric;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Which rows are resampled together: the rows of a cluster, a row alone, or, where there are many independent
/// rows, one of [#GROUPS] random groups of equal size (the spread of their resamples is that of the rows within 2
/// %).
final class Grouping {
    static final int GROUPS = 2_000;

    private final int[] groupOfRow;
    private final int groups;
    private final String unit;

    private Grouping(int[] groupOfRow, int groups, String unit) {
        this.groupOfRow = groupOfRow;
        this.groups = groups;
        this.unit = unit;
    }

    static Grouping of(Scored rows, long seed) {
        return of(rows, seed, GROUPS);
    }

    /// Groups that were made elsewhere.
    static Grouping given(int[] groupOfRow, int groups) {
        return new Grouping(groupOfRow, groups, "cluster");
    }

    /// @param most random groups of independent rows, at most
    static Grouping of(Scored rows, long seed, int most) {
        int[] clusters = rows.clusters();
        if (clusters != null) {
            int[] compact = compact(clusters);
            int groups = 0;
            for (int id : compact) {
                groups = Math.max(groups, id + 1);
            }
            return new Grouping(compact, groups, "cluster");
        }
        int n = rows.rows();
        int[] group = new int[n];
        Arrays.setAll(group, i -> i % most);
        if (n > most) {
            SplittableRandom random = new SplittableRandom(seed ^ 0x5DEECE66DL);
            for (int i = n - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int kept = group[i];
                group[i] = group[j];
                group[j] = kept;
            }
        }
        return new Grouping(group, Math.min(n, most), "row");
    }

    int[] groupOfRow() {
        return groupOfRow;
    }

    int groups() {
        return groups;
    }

    /// `cluster` or `row`.
    String unit() {
        return unit;
    }

    /// Independent units: clusters, or rows.
    long units() {
        return unit.equals("row") ? groupOfRow.length : groups;
    }

    private static int[] compact(int[] ids) {
        int[] distinct = Arrays.stream(ids).sorted().distinct().toArray();
        int[] compact = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            compact[i] = Arrays.binarySearch(distinct, ids[i]);
        }
        return compact;
    }
}
