package dev.trefoil.inference.tree;

import org.jspecify.annotations.Nullable;

/// Working memory in which a [FastForest] scores rows, a block after the other, tree after tree. For one thread.
public final class RowBlock {
    private static final int MOST_ROWS = 1_024;
    private static final int MOST_KEYS = 1 << 18;
    private static final int[] NONE = {};

    private final FastForest fast;
    private final int keys;
    private final int capacity;
    private int[][] columns = new int[0][];
    private int[][] bits = new int[0][];
    private int[] byRow = NONE;
    private int rows;
    private @Nullable LaneMasks lanes;
    private @Nullable PathWalk walk;

    RowBlock(FastForest fast, int most) {
        this.fast = fast;
        this.keys = fast.singles().scheme().keys();
        this.capacity = Math.min(most, Math.clamp(MOST_KEYS / Math.max(1, keys), LaneMasks.FEWEST, MOST_ROWS));
    }

    /// Rows that it takes at once.
    public int capacity() {
        return capacity;
    }

    /// Takes the rows of the matrix from row `first` on.
    public void take(double[] matrix, int first, int count) {
        rows = count;
        int offset = first * fast.features();
        if (!take(fast.singles(), matrix, offset)) {
            take(fast.doubles(), matrix, offset);
        }
    }

    private boolean take(FastForest.Keyed keyed, double[] matrix, int offset) {
        KeyScheme scheme = keyed.scheme();
        lanes = rows < LaneMasks.FEWEST ? null : keyed.lanes().value();
        if (lanes != null) {
            if (columns.length < keys) {
                columns = new int[keys][capacity];
            }
            if (bits.length < lanes.words()) {
                bits = new int[lanes.words()][capacity];
            }
            for (int slot = 0; slot < keys; slot++) {
                if (!scheme.column(slot, matrix, offset, rows, columns[slot])) {
                    return false;
                }
            }
        }
        walk = lanes != null && lanes.whole() ? null : keyed.walk().value();
        if (walk != null) {
            if (byRow.length < keys * rows) {
                byRow = new int[keys * capacity];
            }
            for (int r = 0; r < rows; r++) {
                if (!scheme.encode(matrix, offset + r * fast.features(), byRow, r * keys)) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Value of the leaf of one tree for each row that was taken.
    public void tree(int tree, double[] perRow) {
        if (lanes != null && lanes.has(tree)) {
            lanes.tree(tree, columns, rows, bits, perRow);
        } else if (walk != null) {
            walk.tree(tree, byRow, rows, perRow);
        }
    }
}
