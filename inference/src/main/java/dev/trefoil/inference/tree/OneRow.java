package dev.trefoil.inference.tree;

import org.jspecify.annotations.Nullable;

/// Working memory in which a [FastForest] scores one row at a time without allocating anything. For one thread.
public final class OneRow {
    private final FastForest fast;
    private final @Nullable RankTables tables;
    private final double[] wide;
    private final int[] work;

    OneRow(FastForest fast) {
        this.fast = fast;
        this.tables = fast.tables().orElse(null);
        this.wide = new double[tables == null ? 0 : fast.features()];
        this.work = new int[tables == null ? fast.singles().scheme().keys() : tables.words()];
    }

    /// Value of the leaf of each tree, into `perTree`. Trees that the forest does not have are left out.
    public void score(double[] row, double[] perTree) {
        if (tables != null) {
            tables.row(row, work, perTree);
            return;
        }
        FastForest.Keyed keyed = fast.singles();
        if (!keyed.scheme().encode(row, 0, work, 0)) {
            keyed = fast.doubles();
            keyed.scheme().encode(row, 0, work, 0);
        }
        keyed.walk().value().row(work, perTree);
    }

    /// As above, for a row in single precision.
    public void score(float[] row, double[] perTree) {
        if (tables != null) {
            for (int f = 0; f < wide.length; f++) {
                wide[f] = row[f];
            }
            tables.row(wide, work, perTree);
            return;
        }
        FastForest.Keyed keyed = fast.singles();
        keyed.scheme().encode(row, work);
        keyed.walk().value().row(work, perTree);
    }
}
