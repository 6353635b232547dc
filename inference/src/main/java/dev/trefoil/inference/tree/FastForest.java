package dev.trefoil.inference.tree;

/// The same forest in a layout without branches. Each row is first turned into integer keys, so that every test is
/// `key < threshold`; a node is one `long` (threshold, which key, how far ahead its children lie), children lie side
/// by side, the right one first, and the sign of a difference chooses between them. A leaf is its own child, so that
/// every path can be walked to the same length, eight at a time, and loads overlap.
///
/// Missing values cost nothing: a feature has a key for each way in which its nodes treat them, lowest where missing
/// goes left and highest where it goes right.
///
/// Trees with categories, and trees of more than 65,000 nodes, are not in this layout; [#has] says which are.
public final class FastForest {
    /// Rows whose keys are held at once.
    public static final int BLOCK = 64;

    private static final int ABREAST = 8;

    private final Forest forest;
    private final KeyScheme scheme;
    private final long[] nodes;
    private final double[] values;
    private final int[] starts;
    private final int[] order;

    FastForest(Forest forest, KeyScheme scheme, long[] nodes, double[] values, int[] starts, int[] order) {
        this.forest = forest;
        this.scheme = scheme;
        this.nodes = nodes;
        this.values = values;
        this.starts = starts;
        this.order = order;
    }

    /// Whether the tree is in this layout.
    public boolean has(int tree) {
        return starts[tree] >= 0;
    }

    /// Keys of one row.
    public int keys() {
        return scheme.keys();
    }

    /// Fills in the keys of one row; false when the row cannot be said in these keys.
    public boolean encode(double[] rows, int offset, int[] keys, int at) {
        return scheme.encode(rows, offset, keys, at);
    }

    /// As above, from single precision.
    public void encode(float[] row, int[] keys) {
        scheme.encode(row, keys);
    }

    /// Value of the leaf of each tree for one row, into `perTree`, in the order of the model. Trees that are not in
    /// this layout are left out.
    public void row(int[] keys, double[] perTree) {
        long[] all = nodes;
        int[] sorted = order;
        int at = 0;
        for (; at + ABREAST <= sorted.length; at += ABREAST) {
            int i0 = starts[sorted[at]];
            int i1 = starts[sorted[at + 1]];
            int i2 = starts[sorted[at + 2]];
            int i3 = starts[sorted[at + 3]];
            int i4 = starts[sorted[at + 4]];
            int i5 = starts[sorted[at + 5]];
            int i6 = starts[sorted[at + 6]];
            int i7 = starts[sorted[at + 7]];
            for (int depth = forest.depths[sorted[at + ABREAST - 1]]; depth > 0; depth--) {
                long n0 = all[i0];
                long n1 = all[i1];
                long n2 = all[i2];
                long n3 = all[i3];
                long n4 = all[i4];
                long n5 = all[i5];
                long n6 = all[i6];
                long n7 = all[i7];
                i0 += step(n0, keys[(int) n0 >>> 16]);
                i1 += step(n1, keys[(int) n1 >>> 16]);
                i2 += step(n2, keys[(int) n2 >>> 16]);
                i3 += step(n3, keys[(int) n3 >>> 16]);
                i4 += step(n4, keys[(int) n4 >>> 16]);
                i5 += step(n5, keys[(int) n5 >>> 16]);
                i6 += step(n6, keys[(int) n6 >>> 16]);
                i7 += step(n7, keys[(int) n7 >>> 16]);
            }
            perTree[sorted[at]] = values[i0];
            perTree[sorted[at + 1]] = values[i1];
            perTree[sorted[at + 2]] = values[i2];
            perTree[sorted[at + 3]] = values[i3];
            perTree[sorted[at + 4]] = values[i4];
            perTree[sorted[at + 5]] = values[i5];
            perTree[sorted[at + 6]] = values[i6];
            perTree[sorted[at + 7]] = values[i7];
        }
        for (; at < sorted.length; at++) {
            int tree = sorted[at];
            perTree[tree] = values[walked(starts[tree], forest.depths[tree], keys, 0)];
        }
    }

    /// Value of the leaf of one tree for each of the first `rows` rows, whose keys lie one after the other.
    public void tree(int tree, int[] keys, int rows, double[] perRow) {
        long[] all = nodes;
        int width = scheme.keys();
        int start = starts[tree];
        int levels = forest.depths[tree];
        int row = 0;
        for (; row + ABREAST <= rows; row += ABREAST) {
            int k = row * width;
            int i0 = start;
            int i1 = start;
            int i2 = start;
            int i3 = start;
            int i4 = start;
            int i5 = start;
            int i6 = start;
            int i7 = start;
            for (int depth = levels; depth > 0; depth--) {
                long n0 = all[i0];
                long n1 = all[i1];
                long n2 = all[i2];
                long n3 = all[i3];
                long n4 = all[i4];
                long n5 = all[i5];
                long n6 = all[i6];
                long n7 = all[i7];
                if (depth < levels - 4 && (((n0 | n1) | (n2 | n3) | (n4 | n5) | (n6 | n7)) & 0xffff) == 0) {
                    break;
                }
                i0 += step(n0, keys[k + ((int) n0 >>> 16)]);
                i1 += step(n1, keys[k + width + ((int) n1 >>> 16)]);
                i2 += step(n2, keys[k + 2 * width + ((int) n2 >>> 16)]);
                i3 += step(n3, keys[k + 3 * width + ((int) n3 >>> 16)]);
                i4 += step(n4, keys[k + 4 * width + ((int) n4 >>> 16)]);
                i5 += step(n5, keys[k + 5 * width + ((int) n5 >>> 16)]);
                i6 += step(n6, keys[k + 6 * width + ((int) n6 >>> 16)]);
                i7 += step(n7, keys[k + 7 * width + ((int) n7 >>> 16)]);
            }
            perRow[row] = values[i0];
            perRow[row + 1] = values[i1];
            perRow[row + 2] = values[i2];
            perRow[row + 3] = values[i3];
            perRow[row + 4] = values[i4];
            perRow[row + 5] = values[i5];
            perRow[row + 6] = values[i6];
            perRow[row + 7] = values[i7];
        }
        for (; row < rows; row++) {
            perRow[row] = values[walked(start, levels, keys, row * width)];
        }
    }

    private int walked(int start, int depth, int[] keys, int at) {
        int node = start;
        for (int level = depth; level > 0; level--) {
            long n = nodes[node];
            node += step(n, keys[at + ((int) n >>> 16)]);
        }
        return node;
    }

    /// Distance to the next node: that of the right child, and one more for the left.
    private static int step(long node, int key) {
        return ((int) node & 0xffff) + (int) (key - (node >> 32) >>> 63);
    }
}
