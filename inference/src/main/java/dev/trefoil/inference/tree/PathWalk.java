package dev.trefoil.inference.tree;

import dev.trefoil.inference.format.Growing;
import java.util.Comparator;
import java.util.stream.IntStream;

/// A forest walked from root to leaf, in a layout without branches. Every test is `key < threshold`; a node is one
/// `long` (threshold, which key, how far ahead its children lie), children lie side by side, the right one first, and
/// the sign of a difference chooses between them. A leaf is its own child, so that every path can be walked to the
/// same length, eight at a time, and loads overlap.
final class PathWalk {
    private static final int ABREAST = 8;

    private final int[] depths;
    private final long[] nodes;
    private final double[] values;
    private final int[] starts;
    private final int[] order;
    private final int width;

    private PathWalk(Forest forest, int[] starts, int size, int width) {
        this.depths = forest.depths;
        this.starts = starts;
        this.nodes = new long[size];
        this.values = new double[size];
        this.width = width;
        this.order = IntStream.range(0, starts.length)
                .filter(tree -> starts[tree] >= 0)
                .boxed()
                .sorted(Comparator.comparingInt(tree -> depths[tree]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    static PathWalk of(Forest forest, boolean[] fits, KeySlots slots, KeyScheme scheme) {
        int size = 0;
        int[] starts = new int[fits.length];
        for (int tree = 0; tree < fits.length; tree++) {
            starts[tree] = fits[tree] ? size : -1;
            size += fits[tree] ? forest.end(tree) - forest.roots[tree] : 0;
        }
        PathWalk walk = new PathWalk(forest, starts, size, scheme.keys());
        for (int tree : walk.order) {
            walk.lay(forest, tree, slots, scheme);
        }
        return walk;
    }

    /// Lays the tree level by level.
    private void lay(Forest forest, int tree, KeySlots slots, KeyScheme scheme) {
        Growing.Ints queue = new Growing.Ints();
        queue.add(forest.roots[tree]);
        for (int i = 0; i < queue.size(); i++) {
            int node = queue.at(i);
            int at = starts[tree] + i;
            if (forest.feature[node] < 0) {
                nodes[at] = (long) KeyScheme.LEAF << 32;
                values[at] = forest.threshold[node];
            } else {
                int children = queue.size() - i;
                nodes[at] = (long) scheme.threshold(node) << 32 | (long) slots.ofNode(node) << 16 | children;
                queue.add(forest.right[node]);
                queue.add(forest.left[node]);
            }
        }
    }

    /// Value of the leaf of each tree for one row, into `perTree`, in the order of the model. Trees that do not fit
    /// are left out.
    void row(int[] keys, double[] perTree) {
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
            for (int depth = depths[sorted[at + ABREAST - 1]]; depth > 0; depth--) {
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
            perTree[tree] = values[walked(starts[tree], depths[tree], keys, 0)];
        }
    }

    /// Value of the leaf of one tree for each of the first `rows` rows, whose keys lie one after the other.
    void tree(int tree, int[] keys, int rows, double[] perRow) {
        long[] all = nodes;
        int start = starts[tree];
        int levels = depths[tree];
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
