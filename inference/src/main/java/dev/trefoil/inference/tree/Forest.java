package dev.trefoil.inference.tree;

import java.util.List;

/// Trees of one model, flattened into arrays indexed by node. Immutable; checked when built: every child exists,
/// every node has one parent at most, every feature is an input.
///
/// A node with feature −1 is a leaf; its threshold is its value, or, where leaves are vectors, the index of the
/// first
/// of its values in [#leafValues]. For tests with a set the threshold is the index of the set.
public final class Forest {
    private static final float ZERO = 1e-35f;
    private static final double LARGEST_CATEGORY = 16_777_216;

    final int features;
    final int leafWidth;
    final int[] roots;
    final int[] leafBases;
    final int[] groups;
    final int[] depths;
    final int[] feature;
    final byte[] test;
    final double[] threshold;
    final int[] left;
    final int[] right;
    final double[] cover;
    final double[] leafValues;
    final List<int[]> sets;

    Forest(ForestBuilder built) {
        features = built.features();
        leafWidth = built.leafWidth();
        roots = built.roots();
        leafBases = built.leafBases();
        groups = built.groups();
        depths = built.depths();
        feature = built.feature();
        test = built.test();
        threshold = built.threshold();
        left = built.left();
        right = built.right();
        cover = built.cover();
        leafValues = built.leafValues();
        sets = built.sets();
    }

    public int trees() {
        return roots.length;
    }

    /// Length of the input vector.
    public int features() {
        return features;
    }

    public int nodes() {
        return feature.length;
    }

    /// The node after the last of the tree.
    int end(int tree) {
        return tree + 1 < roots.length ? roots[tree + 1] : feature.length;
    }

    /// Output to which the tree adds.
    public int group(int tree) {
        return groups[tree];
    }

    /// Longest path of the tree, in splits.
    public int depth(int tree) {
        return depths[tree];
    }

    public int deepest() {
        int deepest = 0;
        for (int depth : depths) {
            deepest = Math.max(deepest, depth);
        }
        return deepest;
    }

    /// The node of the leaf in which the row that starts at `offset` ends.
    public int leaf(int tree, double[] rows, int offset) {
        int node = roots[tree];
        for (int f = feature[node]; f >= 0; f = feature[node]) {
            node = goesLeft(node, rows[offset + f]) ? left[node] : right[node];
        }
        return node;
    }

    /// Value of a leaf, where leaves are single numbers.
    public double value(int leaf) {
        return threshold[leaf];
    }

    /// Value `at` of a leaf that is a vector.
    public double value(int leaf, int at) {
        return leafValues[(int) threshold[leaf] + at];
    }

    /// Numbers in a leaf.
    public int leafWidth() {
        return leafWidth;
    }

    /// The library's own number of a leaf.
    public int leafNumber(int tree, int leaf) {
        return leaf - leafBases[tree];
    }

    boolean goesLeft(int node, double x) {
        int coded = test[node];
        if (Double.isNaN(x)) {
            return (coded & SplitTest.MISSING_LEFT) != 0;
        }
        double t = threshold[node];
        return switch (SplitTest.BY_CODE[coded & 0xf]) {
            case BELOW -> x < t;
            case AT_MOST -> x <= t;
            case AT_MOST_ZERO_MISSING -> x >= -ZERO && x <= ZERO ? (coded & SplitTest.MISSING_LEFT) != 0 : x <= t;
            case EQUAL -> x == t;
            case NOT_IN_SET -> x < 0 || x >= LARGEST_CATEGORY || !contains(sets.get((int) t), (int) x);
            case IN_SET -> (int) x >= 0 && contains(sets.get((int) t), (int) x);
        };
    }

    private static boolean contains(int[] set, int category) {
        int word = category >>> 5;
        return word < set.length && (set[word] >>> (category & 31) & 1) != 0;
    }
}
