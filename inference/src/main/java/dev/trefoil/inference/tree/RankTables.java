package dev.trefoil.inference.tree;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/// A forest for one row at a time. For each feature, what all its splits leave of the leaves of all trees
/// ([LeafOrder]) depends only on the rank of the value among the feature's thresholds, so it is worked out ahead: a
/// row is one look-up a feature and the AND of what they find, whatever the trees look like.
///
/// The tables grow with thresholds times leaves; [#of] makes none where they would not stay in a processor's cache.
final class RankTables {
    private static final long MOST_BYTES = 4L << 20;
    private static final double ZERO = 1e-35f;

    private final int[] features;
    private final double[][] cuts;
    private final boolean[] zeroMissing;
    private final int[][][] tables;
    private final int[] ones;
    private final boolean rounding;
    private final boolean flushing;
    private final int[] trees;
    private final int[] starts;
    private final double[] values;

    private RankTables(Forest forest, boolean[] fits, boolean rounding, boolean flushing, double[][] cuts) {
        this.rounding = rounding;
        this.flushing = flushing;
        this.trees = trees(fits);
        this.starts = new int[trees.length + 1];
        LeafOrder[] orders = new LeafOrder[trees.length];
        for (int i = 0; i < trees.length; i++) {
            orders[i] = new LeafOrder(forest, trees[i]);
            starts[i + 1] = starts[i] + orders[i].words();
        }
        int width = starts[trees.length];
        this.values = new double[width * LeafOrder.WORD];
        for (int i = 0; i < trees.length; i++) {
            for (int leaf = 0; leaf < orders[i].leaves(); leaf++) {
                values[starts[i] * LeafOrder.WORD + leaf] = orders[i].value(leaf);
            }
        }
        this.ones = new int[width];
        Arrays.fill(ones, -1);
        this.features = IntStream.range(0, cuts.length)
                .filter(feature -> cuts[feature].length > 0)
                .toArray();
        this.cuts = new double[features.length][];
        this.tables = new int[features.length][][];
        this.zeroMissing = new boolean[features.length];
        int[] places = new int[cuts.length];
        for (int i = 0; i < features.length; i++) {
            places[features[i]] = i;
            this.cuts[i] = cuts[features[i]];
            tables[i] = new int[this.cuts[i].length + 3][];
            Arrays.setAll(tables[i], _ -> ones.clone());
        }
        for (int i = 0; i < trees.length; i++) {
            for (int split : orders[i].splits()) {
                enter(forest, split, orders[i], starts[i], places[forest.feature[split]]);
            }
        }
        accumulate(width);
    }

    /// A test that is false for one rank is false for all above.
    private void accumulate(int width) {
        for (int[][] table : tables) {
            for (int rank = 1; rank < table.length - 2; rank++) {
                for (int word = 0; word < width; word++) {
                    table[rank][word] &= table[rank - 1][word];
                }
            }
        }
    }

    /// Tables of the trees that fit, unless they are too large.
    ///
    /// @param rounding whether values are rounded to single precision
    /// @param flushing whether numbers of at most 1e-35 are zero
    static Optional<RankTables> of(Forest forest, boolean[] fits, boolean rounding, boolean flushing) {
        long words = 0;
        for (int tree : trees(fits)) {
            words += (forest.end(tree) - forest.roots[tree]) / (2 * LeafOrder.WORD) + 1;
        }
        if (words * Integer.BYTES * 3 > MOST_BYTES) {
            return Optional.empty();
        }
        double[][] cuts = RankKeys.cuts(forest, fits);
        long rows = Arrays.stream(cuts).mapToLong(c -> c.length + 3L).sum();
        return words * Integer.BYTES * rows > MOST_BYTES
                ? Optional.empty()
                : Optional.of(new RankTables(forest, fits, rounding, flushing, cuts));
    }

    private static int[] trees(boolean[] fits) {
        return IntStream.range(0, fits.length).filter(tree -> fits[tree]).toArray();
    }

    /// Enters a split where its test becomes false, and among what missing values and zeros find.
    private void enter(Forest forest, int split, LeafOrder order, int start, int place) {
        double[] own = cuts[place];
        int[][] table = tables[place];
        boolean missingLeft = (forest.test[split] & SplitTest.MISSING_LEFT) != 0;
        SplitTest test = SplitTest.BY_CODE[forest.test[split] & 0xf];
        double cut = RankKeys.cut(forest, split);
        boolean never = test == SplitTest.BELOW && cut == Double.NEGATIVE_INFINITY && forest.threshold[split] == cut;
        int rank = never ? 0 : Arrays.binarySearch(own, cut) + 1;
        boolean zeroLeft = test == SplitTest.AT_MOST_ZERO_MISSING ? missingLeft : !never && 0 <= cut;
        zeroMissing[place] |= test == SplitTest.AT_MOST_ZERO_MISSING;
        for (int word = 0; word < order.words(); word++) {
            int kept = order.kept(split, word);
            table[rank][start + word] &= kept;
            if (!missingLeft) {
                table[own.length + 1][start + word] &= kept;
            }
            if (!zeroLeft) {
                table[own.length + 2][start + word] &= kept;
            }
        }
    }

    /// Words of working memory.
    int words() {
        return ones.length;
    }

    /// Value of the leaf of each tree for one row, into `perTree`. Trees that are not here are left out.
    void row(double[] row, int[] bits, double[] perTree) {
        int used = features.length;
        System.arraycopy(ones, 0, bits, 0, ones.length);
        int at = 0;
        for (; at + 6 <= used; at += 6) {
            and(
                    bits,
                    found(at, row),
                    found(at + 1, row),
                    found(at + 2, row),
                    found(at + 3, row),
                    found(at + 4, row),
                    found(at + 5, row));
        }
        for (; at < used; at++) {
            and(bits, found(at, row));
        }
        for (int i = 0; i < trees.length; i++) {
            int word = starts[i];
            while (bits[word] == 0) {
                word++;
            }
            perTree[trees[i]] = values[word * LeafOrder.WORD + Integer.numberOfTrailingZeros(bits[word])];
        }
    }

    private static void and(int[] bits, int[] a, int[] b, int[] c, int[] d, int[] e, int[] f) {
        for (int word = 0; word < bits.length; word++) {
            bits[word] &= a[word] & b[word] & c[word] & d[word] & e[word] & f[word];
        }
    }

    private static void and(int[] bits, int[] a) {
        for (int word = 0; word < bits.length; word++) {
            bits[word] &= a[word];
        }
    }

    private int[] found(int place, double[] row) {
        double value = row[features[place]];
        double x = rounding ? (float) value : flushing && Math.abs(value) <= ZERO ? 0 : value;
        double[] own = cuts[place];
        if (Double.isNaN(x)) {
            return tables[place][own.length + 1];
        }
        if (x == 0 && zeroMissing[place]) {
            return tables[place][own.length + 2];
        }
        return tables[place][RankKeys.rank(own, x)];
    }
}
