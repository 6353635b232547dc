package dev.trefoil.inference.tree;

import dev.trefoil.inference.format.Growing;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Collects trees and checks them. [IllegalArgumentException] says which tree and node is wrong and how; the
/// reader,
/// which knows the file, turns it into a `ModelFormatException`.
public final class ForestBuilder {
    private int features = 1;
    private int leafWidth = 1;
    private final Growing.Ints roots = new Growing.Ints();
    private final Growing.Ints leafBases = new Growing.Ints();
    private final Growing.Ints groups = new Growing.Ints();
    private final Growing.Ints depths = new Growing.Ints();
    private final Growing.Ints feature = new Growing.Ints();
    private final Growing.Bytes test = new Growing.Bytes();
    private final Growing.Doubles threshold = new Growing.Doubles();
    private final Growing.Ints left = new Growing.Ints();
    private final Growing.Ints right = new Growing.Ints();
    private final Growing.Doubles cover = new Growing.Doubles();
    private final Growing.Doubles leafValues = new Growing.Doubles();
    private final List<int[]> sets = new ArrayList<>();
    private int root;
    private int highestFeature = -1;
    private int highestAt;

    /// Adds an inner node of the present tree; children are numbered within the tree.
    public void split(int onFeature, byte coded, double value, int leftChild, int rightChild, double weight) {
        int node = feature.size() - root;
        if (onFeature < 0) {
            throw bad(node, "asks for feature " + onFeature);
        }
        if (onFeature > highestFeature) {
            highestFeature = onFeature;
            highestAt = roots.size();
        }
        if (Double.isNaN(value)) {
            throw bad(node, "has NaN as its threshold");
        }
        add(onFeature, coded, value, leftChild, rightChild, weight);
    }

    /// Adds an inner node that asks for membership in a set of categories, given as bits.
    public void splitOnSet(int onFeature, byte coded, int[] bits, int leftChild, int rightChild, double weight) {
        sets.add(bits);
        split(onFeature, coded, sets.size() - 1, leftChild, rightChild, weight);
    }

    /// Adds a leaf of the present tree.
    public void leaf(double value, double weight) {
        add(-1, (byte) 0, value, -1, -1, weight);
    }

    /// Adds a leaf that is a vector.
    public void leaf(double[] values, double weight) {
        int first = leafValues.size();
        for (double value : values) {
            leafValues.add(value);
        }
        add(-1, (byte) 0, first, -1, -1, weight);
    }

    private void add(int onFeature, byte coded, double value, int leftChild, int rightChild, double weight) {
        feature.add(onFeature);
        test.add(coded);
        threshold.add(value);
        left.add(leftChild);
        right.add(rightChild);
        cover.add(weight);
    }

    /// Ends the present tree.
    ///
    /// @param firstLeaf node within the tree whose leaf number is 0
    public void endTree(int firstLeaf) {
        int nodes = feature.size() - root;
        if (nodes == 0) {
            throw new IllegalArgumentException("tree " + roots.size() + " has no nodes");
        }
        depths.add(checkedDepth(nodes));
        for (int node = root; node < root + nodes; node++) {
            if (feature.at(node) >= 0) {
                left.set(node, left.at(node) + root);
                right.set(node, right.at(node) + root);
            }
        }
        roots.add(root);
        groups.add(0);
        leafBases.add(root + firstLeaf);
        root += nodes;
    }

    /// Walks from the root level by level; meeting a node twice means a cycle or a shared child.
    private int checkedDepth(int nodes) {
        BitSet seen = new BitSet(nodes);
        Growing.Ints level = new Growing.Ints();
        level.add(0);
        seen.set(0);
        int depth = -1;
        while (level.size() > 0) {
            Growing.Ints below = new Growing.Ints();
            for (int i = 0; i < level.size(); i++) {
                int node = level.at(i);
                if (feature.at(root + node) >= 0) {
                    visit(node, left.at(root + node), nodes, seen, below);
                    visit(node, right.at(root + node), nodes, seen, below);
                }
            }
            level = below;
            depth++;
        }
        return depth;
    }

    private void visit(int parent, int child, int nodes, BitSet seen, Growing.Ints below) {
        if (child < 0 || child >= nodes) {
            throw bad(parent, "has child " + child + " of " + nodes + " nodes");
        }
        if (seen.get(child)) {
            throw bad(child, "has two parents, or is above itself");
        }
        seen.set(child);
        below.add(child);
    }

    private IllegalArgumentException bad(int node, String problem) {
        return new IllegalArgumentException("tree " + roots.size() + ", node " + node + " " + problem);
    }

    public int trees() {
        return roots.size();
    }

    /// Says to which output a tree adds; 0 unless said.
    public void group(int tree, int group) {
        groups.set(tree, group);
    }

    /// @param inputs length of the input vector
    /// @param width numbers in a leaf
    public Forest build(int inputs, int width) {
        if (highestFeature >= inputs) {
            throw new IllegalArgumentException(
                    "tree " + highestAt + " asks for feature " + highestFeature + " of " + inputs);
        }
        features = inputs;
        leafWidth = width;
        return new Forest(this);
    }

    int features() {
        return features;
    }

    int leafWidth() {
        return leafWidth;
    }

    int[] roots() {
        return roots.array();
    }

    int[] leafBases() {
        return leafBases.array();
    }

    int[] groups() {
        return groups.array();
    }

    int[] depths() {
        return depths.array();
    }

    int[] feature() {
        return feature.array();
    }

    byte[] test() {
        return test.array();
    }

    double[] threshold() {
        return threshold.array();
    }

    int[] left() {
        return left.array();
    }

    int[] right() {
        return right.array();
    }

    double[] cover() {
        return cover.array();
    }

    double[] leafValues() {
        return leafValues.array();
    }

    List<int[]> sets() {
        return List.copyOf(sets);
    }
}
