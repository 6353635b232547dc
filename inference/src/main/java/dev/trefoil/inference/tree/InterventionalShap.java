package dev.trefoil.inference.tree;

/// What each feature adds to the sum of a forest for one row against background rows: Shapley values of the game in
/// which a feature that is not known has the value of a background row, averaged over these rows (Lundberg et al.,
/// 2020, "independent" TreeSHAP). Exact: one walk per tree and background row visits the leaves that some mixture of
/// the two rows reaches.
///
/// An instance holds the working memory of one thread.
public final class InterventionalShap {
    private static final int DEEPEST = 1_000;

    private final Forest forest;
    private final byte[] side;
    private final int[] fromRow;
    private final int[] fromBackground;
    private double[] row = new double[0];
    private double[] background = new double[0];
    private int backgroundAt;
    private double[] phi = new double[0];
    private int at;
    private double scale;

    /// [IllegalArgumentException] for leaves that are vectors and for trees deeper than 1,000.
    public InterventionalShap(Forest forest) {
        if (forest.leafWidth() > 1 || forest.deepest() > DEEPEST) {
            throw new IllegalArgumentException(
                    "contributions do not exist for trees whose leaves are vectors or that are deeper than " + DEEPEST);
        }
        this.forest = forest;
        this.side = new byte[forest.features()];
        this.fromRow = new int[forest.deepest() + 1];
        this.fromBackground = new int[forest.deepest() + 1];
    }

    /// Adds the contributions of one tree against one background row, times `weight`, to
    /// `out[offset…offset+features]`; the last is the tree's value for the background row.
    public void add(int tree, double[] values, double[] others, int othersAt, double weight, double[] out, int offset) {
        row = values;
        background = others;
        backgroundAt = othersAt;
        phi = out;
        at = offset;
        scale = weight;
        visit(forest.roots[tree], 0, 0);
    }

    private void visit(int start, int rows, int others) {
        int node = start;
        while (forest.feature[node] >= 0) {
            int feature = forest.feature[node];
            boolean mine = forest.goesLeft(node, row[feature]);
            boolean theirs = forest.goesLeft(node, background[backgroundAt + feature]);
            if (side[feature] == 0 && mine != theirs) {
                side[feature] = 1;
                fromRow[rows] = feature;
                visit(mine ? forest.left[node] : forest.right[node], rows + 1, others);
                side[feature] = 2;
                fromBackground[others] = feature;
                visit(theirs ? forest.left[node] : forest.right[node], rows, others + 1);
                side[feature] = 0;
                return;
            }
            node = (side[feature] == 1 ? mine : theirs) ? forest.left[node] : forest.right[node];
        }
        leaf(scale * forest.threshold[node], rows, others);
    }

    private void leaf(double value, int rows, int others) {
        if (rows == 0) {
            phi[at + forest.features()] += value;
        }
        double gained = rows == 0 ? 0 : value / (rows * choose(rows + others, others));
        double lost = others == 0 ? 0 : value / (others * choose(rows + others, rows));
        for (int i = 0; i < rows; i++) {
            phi[at + fromRow[i]] += gained;
        }
        for (int i = 0; i < others; i++) {
            phi[at + fromBackground[i]] -= lost;
        }
    }

    private static double choose(int n, int k) {
        double ways = 1;
        for (int i = 1; i <= k; i++) {
            ways = ways * (n - k + i) / i;
        }
        return ways;
    }
}
