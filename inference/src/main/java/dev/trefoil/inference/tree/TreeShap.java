package dev.trefoil.inference.tree;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What each feature adds to the sum of a forest for one row: Shapley values of the path-dependent game of Lundberg
/// et al. (2020), where a feature that is not known sends the row down both branches in proportion to the training
/// rows that went there.
///
/// For one leaf with value v and features j on its path, with the share z of training rows that follow and o ∈ {0, 1}
/// whether the row does, the value of feature i is v (o_i − z_i) ∫ Π_{j≠i} (z_j (1−t) + o_j t) dt over t from 0 to 1.
/// The integrand is a polynomial, so a few Gauss points are exact, and one walk through the tree sums all leaves.
///
/// An instance holds the working memory of one thread.
public final class TreeShap {
    private static final int DEEPEST = 1_000;

    private final Forest forest;
    private final Quadrature[] quadratures;
    private final double[][] product;
    private final double[][] sum;
    private final double[] share;
    private final boolean[] follows;
    private final double[][] inverse;
    private final double[] @Nullable [] known;
    private Quadrature points;
    private int count = 1;
    private double[] row = new double[0];
    private double[] phi = new double[0];
    private double scale = 1;
    private int at;

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
        int count = points(deepest);
        this.quadratures = new Quadrature[count + 1];
        for (int n = 1; n <= count; n++) {
            quadratures[n] = Quadrature.of(n);
        }
        this.points = quadratures[1];
        this.product = new double[deepest + 1][count];
        this.sum = new double[deepest + 1][count];
        this.share = new double[forest.features()];
        this.follows = new boolean[forest.features()];
        this.inverse = new double[deepest + 1][count];
        this.known = new double[forest.features()] @Nullable [];
    }

    /// Points that are enough for a tree: a path of d different features gives a polynomial of degree d − 1.
    private int points(int depth) {
        return Math.max(1, (Math.min(depth, forest.features()) + 1) / 2);
    }

    /// The mean of the tree's leaves over the training rows.
    public static double expected(Forest forest, int tree) {
        int root = forest.roots[tree];
        double total = 0;
        Deque nodes = new Deque();
        nodes.push(root, 1);
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

    /// Adds the contributions of one tree for the row, times `weight`, to `out[offset…offset+features)`.
    public void add(int tree, double[] values, double weight, double[] out, int offset) {
        int root = forest.roots[tree];
        if (forest.feature[root] < 0) {
            return;
        }
        count = points(forest.depths[tree]);
        points = quadratures[count];
        row = values;
        phi = out;
        at = offset;
        scale = weight;
        Arrays.fill(product[0], 1);
        visit(root, 0);
    }

    private void visit(int node, int level) {
        double[] mine = product[level];
        double[] total = sum[level];
        int feature = forest.feature[node];
        if (feature < 0) {
            double value = forest.threshold[node];
            for (int k = 0; k < count; k++) {
                total[k] = value * points.weight[k] * mine[k];
            }
            return;
        }
        boolean left = forest.goesLeft(node, row[feature]);
        double[] before = known[feature];
        double shareBefore = before == null ? 1 : share[feature];
        boolean followedBefore = before == null || follows[feature];
        Arrays.fill(total, 0);
        known[feature] = inverse[level + 1];
        child(node, forest.left[node], level, feature, left && followedBefore, shareBefore, followedBefore, before);
        child(node, forest.right[node], level, feature, !left && followedBefore, shareBefore, followedBefore, before);
        known[feature] = before;
        share[feature] = shareBefore;
        follows[feature] = followedBefore;
    }

    private void child(
            int node,
            int child,
            int level,
            int feature,
            boolean followsNow,
            double shareBefore,
            boolean followedBefore,
            double @Nullable [] before) {
        double z = shareBefore * ratio(forest, node, child);
        if (z == 0 && !followsNow) {
            return;
        }
        double[] mine = product[level];
        double[] below = product[level + 1];
        double[] total = sum[level];
        double[] inverted = inverse[level + 1];
        if (followsNow) {
            for (int k = 0; k < count; k++) {
                double factor = z * points.rest[k] + points.t[k];
                inverted[k] = 1 / factor;
                below[k] = mine[k] * factor;
            }
        } else {
            double inverseShare = 1 / z;
            for (int k = 0; k < count; k++) {
                inverted[k] = inverseShare * points.restInverse[k];
                below[k] = mine[k] * (z * points.rest[k]);
            }
        }
        if (before != null) {
            for (int k = 0; k < count; k++) {
                below[k] *= before[k];
            }
        }
        share[feature] = z;
        follows[feature] = followsNow;
        visit(child, level + 1);
        double[] sums = sum[level + 1];
        double gained = 0;
        for (int k = 0; k < count; k++) {
            gained += sums[k] * inverted[k];
            total[k] += sums[k];
        }
        double value = ((followsNow ? 1 : 0) - z) * gained;
        if (before != null) {
            double counted = 0;
            for (int k = 0; k < count; k++) {
                counted += sums[k] * before[k];
            }
            value -= ((followedBefore ? 1 : 0) - shareBefore) * counted;
        }
        phi[at + feature] += scale * value;
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
