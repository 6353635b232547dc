package dev.trefoil.inference.tree;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What each feature adds to the sum of a forest for one row: Shapley values of the path-dependent game of Lundberg
/// et al. (2020), where a feature that is not known sends the row down both branches in proportion to the training
/// rows that went there.
///
/// For one leaf with value v and features j on its path, with the share z of training rows that follow and o ∈ {0, 1}
/// whether the row does, the value of feature i is v (o_i − z_i) ∫ Π_{j≠i} (z_j (1−t) + o_j t) dt over t from 0 to 1.
/// The integrand is a polynomial, so a few Gauss points are exact; the product over all features but one is that of
/// those
/// before it times that of those after it, so nothing is divided.
///
/// An instance holds the working memory of one thread.
public final class TreeShap {
    private static final int DEEPEST = 1_000;

    private final Forest forest;
    private final int[] place;
    private final int[] features;
    private final double[] share;
    private final double[] follows;
    private final @Nullable PathBatch[] batches;
    private double[] row = {};
    private double[] phi = {};
    private double scale = 1;
    private int at;
    private int size;

    /// [IllegalArgumentException] for leaves that are vectors and for trees deeper than 1,000.
    public TreeShap(Forest forest) {
        if (forest.leafWidth() > 1) {
            throw new IllegalArgumentException("contributions do not exist for trees whose leaves are vectors");
        }
        int deepest = forest.deepest();
        if (deepest > DEEPEST) {
            throw new IllegalArgumentException(
                    "contributions of trees " + deepest + " deep are not computed, at most " + DEEPEST);
        }
        this.forest = forest;
        this.place = new int[forest.features()];
        Arrays.fill(place, -1);
        int most = Math.min(deepest, forest.features());
        this.features = new int[most];
        this.share = new double[most];
        this.follows = new double[most];
        this.batches = new PathBatch[most + 1];
    }

    /// The mean of each tree's leaves over the training rows.
    public static double[] expected(Forest forest) {
        double[] means = new double[forest.trees()];
        for (int tree = 0; tree < means.length; tree++) {
            means[tree] = expected(forest, tree);
        }
        return means;
    }

    private static double expected(Forest forest, int tree) {
        double total = 0;
        Deque nodes = new Deque();
        nodes.push(forest.roots[tree], 1);
        while (nodes.size > 0) {
            nodes.size--;
            int node = nodes.node[nodes.size];
            double weight = nodes.weight[nodes.size];
            if (forest.feature[node] < 0) {
                total += weight * forest.threshold[node];
            } else {
                nodes.push(forest.left[node], weight * ratio(forest, node, forest.left[node]));
                nodes.push(forest.right[node], weight * ratio(forest, node, forest.right[node]));
            }
        }
        return total;
    }

    private static double ratio(Forest forest, int node, int child) {
        double all = forest.cover[node];
        return all > 0 ? forest.cover[child] / all : 0.5;
    }

    /// Adds the contributions of one tree for the row, times `weight`, to `out[offset…offset+features)`; what is not
    /// there yet comes with [#finish], which must follow the last tree of a row.
    public void add(int tree, double[] values, double weight, double[] out, int offset) {
        row = values;
        phi = out;
        at = offset;
        scale = weight;
        visit(forest.roots[tree]);
    }

    /// Goes below a node; what the path says of each of its features stands in the first `size` places.
    private void visit(int node) {
        int feature = forest.feature[node];
        if (feature < 0) {
            leaf(scale * forest.threshold[node]);
            return;
        }
        boolean left = forest.goesLeft(node, row[feature]);
        int here = place[feature];
        if (here >= 0) {
            double shareBefore = share[here];
            double followedBefore = follows[here];
            child(node, forest.left[node], here, shareBefore, left ? followedBefore : 0);
            child(node, forest.right[node], here, shareBefore, left ? 0 : followedBefore);
            share[here] = shareBefore;
            follows[here] = followedBefore;
            return;
        }
        here = size++;
        place[feature] = here;
        features[here] = feature;
        child(node, forest.left[node], here, 1, left ? 1 : 0);
        child(node, forest.right[node], here, 1, left ? 0 : 1);
        place[feature] = -1;
        size--;
    }

    private void child(int node, int child, int here, double shareBefore, double follow) {
        double z = shareBefore * ratio(forest, node, child);
        if (z > 0 || follow > 0) {
            share[here] = z;
            follows[here] = follow;
            visit(child);
        }
    }

    private void leaf(double value) {
        if (size > 0) {
            PathBatch batch = batches[size];
            if (batch == null) {
                batch = new PathBatch(size);
                batches[size] = batch;
            }
            if (batch.add(value, features, share, follows, at)) {
                batch.flush(phi);
            }
        }
    }

    /// Adds what is still held back to the output of [#add].
    public void finish() {
        for (PathBatch batch : batches) {
            if (batch != null) {
                batch.flush(phi);
            }
        }
    }

    /// A stack of nodes with weights.
    private static final class Deque {
        private int[] node = new int[64];
        private double[] weight = new double[64];
        private int size;

        private void push(int which, double share) {
            if (size == node.length) {
                node = Arrays.copyOf(node, size * 2);
                weight = Arrays.copyOf(weight, size * 2);
            }
            node[size] = which;
            weight[size++] = share;
        }
    }
}
