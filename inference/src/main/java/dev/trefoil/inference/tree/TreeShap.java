package dev.trefoil.inference.tree;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/// What each feature adds to the sum of a forest for one row: Shapley values of the path-dependent game of Lundberg
/// et al. (2020), where a feature that is not known sends the row down both branches in proportion to the training
/// rows that went there.
///
/// For one leaf with value v and features j on its path, with the share z of training rows that follow and o ∈ {0, 1}
/// whether the row does, the value of feature i is v (o_i − z_i) ∫ Π_{j≠i} f_j dt with f_j = z_j (1−t) + o_j t, over t
/// from 0 to 1. The integrand is a polynomial, so a few Gauss points are exact. As in Linear TreeSHAP (Yu et al., 2022)
/// the product of all f is made on the way down and the sum over the leaves on the way up; a branch on feature i takes
/// f_i out of the sum below it. Products and quotients alone: nothing cancels. A tree is walked once for four points,
/// whose numbers stay in registers.
///
/// An instance holds the working memory of one thread.
public final class TreeShap {
    private static final int DEEPEST = 1_000;
    private static final int TOGETHER = 4;

    private final Forest forest;
    private final Points[][] points;
    /// Of each node the share of its parent's training rows that come to it.
    private final double[] ratios;
    /// Of each feature the level below the last branch on it that leads here, 0 for none.
    private final int[] place;
    /// Of each level: the share of training rows, and whether the row itself, follow the branches on one feature.
    private final double[] share;
    private final boolean[] follows;
    /// Of each level and point, where the row follows: 1 / f.
    private final double[] inverse;

    private Points at = Points.NONE;
    private double[] row = {};
    private double[] phi = {};
    private double scale = 1;
    private int offset;
    /// At each point the sum, over the leaves below the node visited last, of their values times the products.
    private double sum0;
    private double sum1;
    private double sum2;
    private double sum3;

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
        this.share = new double[deepest + 1];
        this.follows = new boolean[deepest + 1];
        this.inverse = new double[(deepest + 1) * TOGETHER];
        this.ratios = ratios(forest);
        this.points = new Points[forest.trees()][];
        Map<Integer, Points[]> made = new HashMap<>();
        for (int tree = 0; tree < points.length; tree++) {
            int needed = (mostFeatures(forest.roots[tree], 0) + 1) / 2;
            points[tree] = made.computeIfAbsent(needed, Points::fours);
        }
    }

    /// The most features on a path below a node, with those above it.
    private int mostFeatures(int node, int above) {
        int feature = forest.feature[node];
        if (feature < 0) {
            return above;
        }
        boolean first = place[feature] == 0;
        place[feature]++;
        int here = first ? above + 1 : above;
        int most = Math.max(mostFeatures(forest.left[node], here), mostFeatures(forest.right[node], here));
        place[feature]--;
        return most;
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

    private static double[] ratios(Forest forest) {
        double[] ratios = new double[forest.nodes()];
        for (int node = 0; node < ratios.length; node++) {
            if (forest.feature[node] >= 0) {
                int left = forest.left[node];
                int right = forest.right[node];
                ratios[left] = ratio(forest, node, left);
                ratios[right] = ratio(forest, node, right);
            }
        }
        return ratios;
    }

    private static double ratio(Forest forest, int node, int child) {
        double all = forest.cover[node];
        return all > 0 ? forest.cover[child] / all : 0.5;
    }

    /// Adds the contributions of one tree for the row, times `weight`, to `out[offset…offset+features)`.
    public void add(int tree, double[] values, double weight, double[] out, int offset) {
        row = values;
        phi = out;
        this.offset = offset;
        scale = weight;
        for (Points four : points[tree]) {
            at = four;
            below(forest.roots[tree], 0, four.weight0, four.weight1, four.weight2, four.weight3);
        }
    }

    /// Leaves the sums below a node, which has the products of its path.
    private void below(int node, int level, double p0, double p1, double p2, double p3) {
        if (forest.feature[node] < 0) {
            double value = forest.threshold[node];
            sum0 = value * p0;
            sum1 = value * p1;
            sum2 = value * p2;
            sum3 = value * p3;
        } else {
            visit(node, level, p0, p1, p2, p3);
        }
    }

    /// The same of a node that is no leaf.
    private void visit(int node, int level, double p0, double p1, double p2, double p3) {
        int feature = forest.feature[node];
        boolean left = forest.goesLeft(node, row[feature]);
        int before = place[feature];
        place[feature] = level + 1;
        branch(node, forest.left[node], level + 1, before, left, p0, p1, p2, p3);
        double left0 = sum0;
        double left1 = sum1;
        double left2 = sum2;
        double left3 = sum3;
        branch(node, forest.right[node], level + 1, before, !left, p0, p1, p2, p3);
        sum0 += left0;
        sum1 += left1;
        sum2 += left2;
        sum3 += left3;
        place[feature] = before;
    }

    /// @param before level of the branch above on the same feature, 0 for none
    /// @param follow whether the row takes this branch
    private void branch(
            int node, int child, int level, int before, boolean follow, double p0, double p1, double p2, double p3) {
        boolean followedBefore = before == 0 || follows[before];
        double ratio = ratios[child];
        if (!followedBefore) {
            // The feature is lost already: what is left is a smaller share.
            follows[level] = false;
            below(child, level, p0 * ratio, p1 * ratio, p2 * ratio, p3 * ratio);
            return;
        }
        double shareBefore = before == 0 ? 1 : share[before];
        double z = shareBefore * ratio;
        double q0 = p0;
        double q1 = p1;
        double q2 = p2;
        double q3 = p3;
        int old = before * TOGETHER;
        if (before > 0) {
            q0 *= inverse[old];
            q1 *= inverse[old + 1];
            q2 *= inverse[old + 2];
            q3 *= inverse[old + 3];
        }
        share[level] = z;
        follows[level] = follow;
        double gain;
        if (follow) {
            double f0 = z * at.rest0 + at.t0;
            double f1 = z * at.rest1 + at.t1;
            double f2 = z * at.rest2 + at.t2;
            double f3 = z * at.rest3 + at.t3;
            int here = level * TOGETHER;
            inverse[here] = 1 / f0;
            inverse[here + 1] = 1 / f1;
            inverse[here + 2] = 1 / f2;
            inverse[here + 3] = 1 / f3;
            below(child, level, q0 * f0, q1 * f1, q2 * f2, q3 * f3);
            gain = (1 - z) * withoutIt(here);
        } else {
            below(child, level, q0 * z * at.rest0, q1 * z * at.rest1, q2 * z * at.rest2, q3 * z * at.rest3);
            gain = -(sum0 * at.over0 + sum1 * at.over1 + sum2 * at.over2 + sum3 * at.over3);
        }
        if (before > 0) {
            gain -= (1 - shareBefore) * withoutIt(old);
        }
        phi[offset + forest.feature[node]] += scale * gain;
    }

    private double withoutIt(int from) {
        return sum0 * inverse[from] + sum1 * inverse[from + 1] + sum2 * inverse[from + 2] + sum3 * inverse[from + 3];
    }

    /// Four Gauss points on [0, 1]: t, 1 − t, 1 / (1 − t), weight.
    private record Points(
            double t0,
            double t1,
            double t2,
            double t3,
            double rest0,
            double rest1,
            double rest2,
            double rest3,
            double over0,
            double over1,
            double over2,
            double over3,
            double weight0,
            double weight1,
            double weight2,
            double weight3) {
        private static final Points NONE = from(Quadrature.of(1), 0);

        /// As many points as a tree needs, in fours, filled up with points of no weight.
        private static Points[] fours(int needed) {
            Quadrature exact = Quadrature.of(needed);
            return IntStream.iterate(0, i -> i < needed, i -> i + TOGETHER)
                    .mapToObj(i -> from(exact, i))
                    .toArray(Points[]::new);
        }

        private static Points from(Quadrature exact, int i) {
            double[] t = Arrays.copyOfRange(exact.t, i, i + TOGETHER);
            double[] rest = Arrays.copyOfRange(exact.rest, i, i + TOGETHER);
            double[] weight = Arrays.copyOfRange(exact.weight, i, i + TOGETHER);
            for (int j = exact.t.length - i; j < TOGETHER; j++) {
                t[j] = 0.5;
                rest[j] = 0.5;
            }
            return new Points(
                    t[0],
                    t[1],
                    t[2],
                    t[3],
                    rest[0],
                    rest[1],
                    rest[2],
                    rest[3],
                    1 / rest[0],
                    1 / rest[1],
                    1 / rest[2],
                    1 / rest[3],
                    weight[0],
                    weight[1],
                    weight[2],
                    weight[3]);
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
