package dev.trefoil.inference.tree;

/// The keys that a forest's nodes ask for: one for each feature and way of treating missing values that occurs.
final class KeySlots {
    private final int[] slotOfNode;
    private int[] feature = new int[16];
    private int[] missing = new int[16];
    private boolean[] zeroMissing = new boolean[16];
    private int size;
    private boolean anyZeroMissing;

    /// @param fits trees to look at
    KeySlots(Forest forest, boolean[] fits) {
        slotOfNode = new int[forest.nodes()];
        int[] places = new int[Math.multiplyExact(forest.features(), 4)];
        for (int tree = 0; tree < forest.trees(); tree++) {
            int end = forest.end(tree);
            for (int node = forest.roots[tree]; fits[tree] && node < end; node++) {
                if (forest.feature[node] >= 0) {
                    int missing = (forest.test[node] & SplitTest.MISSING_LEFT) != 0 ? 2 : 0;
                    int key = forest.feature[node] * 4 + missing + zero(forest, node);
                    if (places[key] == 0) {
                        places[key] = add(forest, node) + 1;
                    }
                    slotOfNode[node] = places[key] - 1;
                }
            }
        }
    }

    private static int zero(Forest forest, int node) {
        return SplitTest.BY_CODE[forest.test[node] & 0xf] == SplitTest.AT_MOST_ZERO_MISSING ? 1 : 0;
    }

    private int add(Forest forest, int node) {
        if (size == feature.length) {
            feature = java.util.Arrays.copyOf(feature, size * 2);
            missing = java.util.Arrays.copyOf(missing, size * 2);
            zeroMissing = java.util.Arrays.copyOf(zeroMissing, size * 2);
        }
        feature[size] = forest.feature[node];
        missing[size] = (forest.test[node] & SplitTest.MISSING_LEFT) != 0 ? KeyScheme.LOWEST : KeyScheme.HIGHEST;
        zeroMissing[size] = zero(forest, node) != 0;
        anyZeroMissing |= zeroMissing[size];
        return size++;
    }

    int size() {
        return size;
    }

    int ofNode(int node) {
        return slotOfNode[node];
    }

    int[] features() {
        return java.util.Arrays.copyOf(feature, size);
    }

    /// Key of a missing value, by slot.
    int[] missing() {
        return java.util.Arrays.copyOf(missing, size);
    }

    /// Whether zero counts as missing, by slot; empty when it never does.
    boolean[] zeroMissing() {
        return anyZeroMissing ? java.util.Arrays.copyOf(zeroMissing, size) : new boolean[0];
    }
}
