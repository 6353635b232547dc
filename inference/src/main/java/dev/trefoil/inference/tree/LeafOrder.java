package dev.trefoil.inference.tree;

import dev.trefoil.inference.format.Growing;

/// The leaves of one tree numbered from left to right, as bits. A split whose test is false takes away the leaves of
/// its left subtree, which lie side by side; once every false split of the tree has done so, in whatever order, the
/// lowest bit that is left is the leaf in which the row ends (Lucchese et al., "QuickScorer", SIGIR 2015).
final class LeafOrder {
    static final int WORD = 32;

    private final Forest forest;
    private final int root;
    private final int[] first;
    private final Growing.Ints splits = new Growing.Ints();
    private final Growing.Ints leaves = new Growing.Ints();

    /// @param tree not deeper than a stack may be
    LeafOrder(Forest forest, int tree) {
        this.forest = forest;
        this.root = forest.roots[tree];
        this.first = new int[forest.end(tree) - root];
        visit(root);
    }

    private void visit(int node) {
        first[node - root] = leaves.size();
        if (forest.feature[node] < 0) {
            leaves.add(node);
            return;
        }
        splits.add(node);
        visit(forest.left[node]);
        visit(forest.right[node]);
    }

    /// Nodes that ask, the ones above before those below.
    int[] splits() {
        return splits.array();
    }

    int leaves() {
        return leaves.size();
    }

    /// Words of 32 leaves.
    int words() {
        return (leaves.size() + WORD - 1) / WORD;
    }

    /// Value of the leaf with this number.
    double value(int leaf) {
        return forest.threshold[leaves.at(leaf)];
    }

    /// The bits of a word that stay when the test of `split` is false.
    int kept(int split, int word) {
        int from = Math.max(0, first[split - root] - word * WORD);
        int to = Math.min(WORD, first[forest.right[split] - root] - word * WORD);
        return from >= to ? -1 : ~(-1 >>> WORD - (to - from) << from);
    }
}
