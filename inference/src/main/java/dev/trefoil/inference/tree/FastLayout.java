package dev.trefoil.inference.tree;

import dev.trefoil.inference.format.Growing;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// Lays a forest out for [FastForest].
public final class FastLayout {
    private static final int MOST_NODES = 65_000;
    private static final int DEEPEST = 400;

    private final Forest forest;
    private final boolean[] fits;
    private final KeySlots slots;

    private FastLayout(Forest forest) {
        this.forest = forest;
        this.fits = new boolean[forest.trees()];
        for (int tree = 0; tree < fits.length; tree++) {
            fits[tree] = fits(tree);
        }
        this.slots = new KeySlots(forest, fits);
        if (slots.size() >= 1 << 16) {
            Arrays.fill(fits, false);
        }
    }

    /// For models that round their inputs to single precision.
    public static FastForest singles(Forest forest) {
        FastLayout layout = new FastLayout(forest);
        return layout.build(new FloatKeys(forest, layout.slots, true, false));
    }

    /// For models over double precision, as long as the inputs are single-precision numbers.
    ///
    /// @param flushing whether numbers of at most 1e-35 are zero
    public static FastForest exactSingles(Forest forest, boolean flushing) {
        FastLayout layout = new FastLayout(forest);
        return layout.build(new FloatKeys(forest, layout.slots, false, flushing));
    }

    /// For models over double precision.
    public static FastForest doubles(Forest forest, boolean flushing) {
        FastLayout layout = new FastLayout(forest);
        return layout.build(new RankKeys(forest, layout.slots, layout.fits, flushing));
    }

    private boolean fits(int tree) {
        int end = end(tree);
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

    private int end(int tree) {
        return tree + 1 < forest.trees() ? forest.roots[tree + 1] : forest.nodes();
    }

    private FastForest build(KeyScheme scheme) {
        int size = 0;
        for (int tree = 0; tree < fits.length; tree++) {
            size += fits[tree] ? end(tree) - forest.roots[tree] : 0;
        }
        long[] nodes = new long[size];
        double[] values = new double[size];
        int[] starts = new int[fits.length];
        Arrays.fill(starts, -1);
        int at = 0;
        for (int tree = 0; tree < fits.length; tree++) {
            if (fits[tree]) {
                starts[tree] = at;
                at = lay(tree, at, scheme, nodes, values);
            }
        }
        int[] order = IntStream.range(0, fits.length)
                .filter(tree -> fits[tree])
                .boxed()
                .sorted(Comparator.comparingInt(tree -> forest.depths[tree]))
                .mapToInt(Integer::intValue)
                .toArray();
        return new FastForest(forest, scheme, nodes, values, starts, order);
    }

    /// Lays the tree level by level from `start` on and returns the place after it.
    private int lay(int tree, int start, KeyScheme scheme, long[] nodes, double[] values) {
        Growing.Ints queue = new Growing.Ints();
        queue.add(forest.roots[tree]);
        for (int i = 0; i < queue.size(); i++) {
            int node = queue.at(i);
            int at = start + i;
            if (forest.feature[node] < 0) {
                nodes[at] = (long) KeyScheme.LEAF << 32;
                values[at] = forest.threshold[node];
            } else {
                int children = queue.size() - i;
                nodes[at] = (long) scheme.threshold(node) << 32 | (long) slots.ofNode(node) << 16 | children;
                queue.add(forest.right[node]);
                queue.add(forest.left[node]);
            }
        }
        return start + queue.size();
    }
}
