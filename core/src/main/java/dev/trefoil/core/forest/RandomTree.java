package dev.trefoil.core.forest;

import java.util.SplittableRandom;

/// One extremely randomised tree: of a few random cuts the one after which the targets differ least on either
/// side, eight levels deep.
final class RandomTree {
    private static final int DEPTH = 8;
    private static final int LEAST_ROWS = 20;
    private static final int LEAF = -1;

    private final int[] feature = new int[1 << (DEPTH + 1)];
    private final double[] cut = new double[1 << (DEPTH + 1)];
    private final double[] value = new double[1 << (DEPTH + 1)];

    private final boolean shares;

    private RandomTree(boolean shares) {
        this.shares = shares;
    }

    /// @param shares whether targets are 0 and 1; leaves then hold shares that are never quite 0 or 1
    /// @param rows positions to learn from; they are put in another order
    static RandomTree grow(double[][] features, double[] truth, int[] rows, boolean shares, SplittableRandom random) {
        RandomTree tree = new RandomTree(shares);
        tree.split(features, truth, new Node(rows, 0, rows.length, 1, 0), random);
        return tree;
    }

    double score(double[][] features, int row) {
        int node = 1;
        while (feature[node] != LEAF) {
            node = 2 * node + (features[feature[node]][row] < cut[node] ? 0 : 1);
        }
        return value[node];
    }

    /// Rows from `from` to `to` of the array stand in this node.
    private static final class Node {
        private final int[] rows;
        private final int from;
        private final int to;
        private final int at;
        private final int depth;

        Node(int[] rows, int from, int to, int at, int depth) {
            this.rows = rows;
            this.from = from;
            this.to = to;
            this.at = at;
            this.depth = depth;
        }

        int size() {
            return to - from;
        }

        double total(double[] truth) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += truth[rows[i]];
            }
            return sum;
        }
    }

    private void split(double[][] features, double[] truth, Node node, SplittableRandom random) {
        double up = node.total(truth);
        value[node.at] = shares ? (up + 1) / (node.size() + 2) : up / node.size();
        feature[node.at] = LEAF;
        if (node.depth == DEPTH || node.size() < 2 * LEAST_ROWS || shares && (up == 0 || up == node.size())) {
            return;
        }
        int tries = Math.max(3, (int) Math.ceil(Math.sqrt(features.length)));
        double best = 1e-9 * Math.max(1, up * up / node.size());
        int chosen = LEAF;
        double at = 0;
        for (int k = 0; k < tries; k++) {
            int candidate = random.nextInt(features.length);
            double[] column = features[candidate];
            double low = column[node.rows[node.from + random.nextInt(node.size())]];
            double high = column[node.rows[node.from + random.nextInt(node.size())]];
            double here = Math.max(low, high);
            if (low == high) {
                continue;
            }
            double gain = gain(column, truth, node, here, up);
            if (gain > best) {
                best = gain;
                chosen = candidate;
                at = here;
            }
        }
        if (chosen == LEAF) {
            return;
        }
        int middle = partition(features[chosen], node, at);
        feature[node.at] = chosen;
        cut[node.at] = at;
        split(features, truth, new Node(node.rows, node.from, middle, 2 * node.at, node.depth + 1), random);
        split(features, truth, new Node(node.rows, middle, node.to, 2 * node.at + 1, node.depth + 1), random);
    }

    /// How much purer the two sides are than the whole; 0 where a side would be too small.
    private static double gain(double[] column, double[] truth, Node node, double at, double up) {
        double left = 0;
        double leftUp = 0;
        for (int i = node.from; i < node.to; i++) {
            int row = node.rows[i];
            if (column[row] < at) {
                left++;
                leftUp += truth[row];
            }
        }
        double right = node.size() - left;
        if (left < LEAST_ROWS || right < LEAST_ROWS) {
            return 0;
        }
        double rightUp = up - leftUp;
        return leftUp * leftUp / left + rightUp * rightUp / right - up * up / node.size();
    }

    private static int partition(double[] column, Node node, double at) {
        int middle = node.from;
        for (int i = node.from; i < node.to; i++) {
            if (column[node.rows[i]] < at) {
                int kept = node.rows[middle];
                node.rows[middle++] = node.rows[i];
                node.rows[i] = kept;
            }
        }
        return middle;
    }
}
