package dev.trefoil.inference.tree;

import java.util.Arrays;
import java.util.Optional;

/// The same forest as integer tests, for speed: rows become keys of the same order ([KeyScheme]), and three layouts
/// answer the same bits: [RankTables] one row of a small forest, [LaneMasks] many rows, [PathWalk] the rest. Each is
/// made when it is first needed.
///
/// Missing values cost nothing: a feature has a key for each way in which its nodes treat them, lowest where missing
/// goes left and highest where it goes right.
///
/// Trees with categories, and trees of more than 65,000 nodes, are not here; [#has] says which are.
public final class FastForest {
    private static final int MOST_NODES = 65_000;
    private static final int DEEPEST = 400;

    private final Forest forest;
    private final boolean[] fits;
    private final boolean whole;
    private final Keyed singles;
    private final Once<Keyed> doubles;
    private final Once<Optional<RankTables>> tables;

    /// A way to make keys, and the layouts that ask for them.
    record Keyed(KeyScheme scheme, Once<PathWalk> walk, Once<LaneMasks> lanes) {}

    private FastForest(Forest forest, boolean rounding, boolean flushing) {
        this.forest = forest;
        this.fits = new boolean[forest.trees()];
        for (int tree = 0; tree < fits.length; tree++) {
            fits[tree] = fits(tree);
        }
        KeySlots slots = new KeySlots(forest, fits);
        boolean all = slots.size() < 1 << 16;
        if (!all) {
            Arrays.fill(fits, false);
        }
        for (boolean fit : fits) {
            all &= fit;
        }
        this.whole = all;
        this.singles = keyed(slots, new FloatKeys(forest, slots, rounding, flushing));
        this.doubles = new Once<>(() -> rounding ? singles : keyed(slots, new RankKeys(forest, slots, fits, flushing)));
        this.tables = new Once<>(() -> RankTables.of(forest, fits, rounding, flushing));
    }

    /// For models that round their inputs to single precision.
    public static FastForest singles(Forest forest) {
        return new FastForest(forest, true, false);
    }

    /// For models over double precision.
    ///
    /// @param flushing whether numbers of at most 1e-35 are zero
    public static FastForest doubles(Forest forest, boolean flushing) {
        return new FastForest(forest, false, flushing);
    }

    private Keyed keyed(KeySlots slots, KeyScheme scheme) {
        return new Keyed(
                scheme,
                new Once<>(() -> PathWalk.of(forest, fits, slots, scheme)),
                new Once<>(() -> LaneMasks.of(forest, fits, slots, scheme)));
    }

    private boolean fits(int tree) {
        int end = forest.end(tree);
        if (forest.leafWidth > 1 || end - forest.roots[tree] > MOST_NODES || forest.depths[tree] > DEEPEST) {
            return false;
        }
        for (int node = forest.roots[tree]; node < end; node++) {
            if (forest.feature[node] >= 0) {
                switch (SplitTest.BY_CODE[forest.test[node] & 0xf]) {
                    case BELOW, AT_MOST, AT_MOST_ZERO_MISSING -> {}
                    case EQUAL, NOT_IN_SET, IN_SET -> {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /// Whether the tree is here.
    public boolean has(int tree) {
        return fits[tree];
    }

    /// Whether all trees are.
    public boolean whole() {
        return whole;
    }

    /// Working memory for a block of that many rows at most, or fewer where that is too much.
    public RowBlock block(int rows) {
        return new RowBlock(this, rows);
    }

    /// Working memory for one row at a time.
    public OneRow row() {
        return new OneRow(this);
    }

    int trees() {
        return forest.trees();
    }

    int features() {
        return forest.features();
    }

    /// Keys of single-precision numbers.
    Keyed singles() {
        return singles;
    }

    /// Keys of every number.
    Keyed doubles() {
        return doubles.value();
    }

    Optional<RankTables> tables() {
        return tables.value();
    }
}
