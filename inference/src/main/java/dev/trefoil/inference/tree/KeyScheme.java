package dev.trefoil.inference.tree;

/// How a row of numbers becomes integer keys of the same order.
sealed interface KeyScheme permits FloatKeys, RankKeys {
    /// Key of a missing value that goes left; above the threshold of a leaf.
    int LOWEST = Integer.MIN_VALUE + 1;

    /// Key of a missing value that goes right.
    int HIGHEST = Integer.MAX_VALUE;

    /// Threshold of a leaf: no key lies below it.
    int LEAF = Integer.MIN_VALUE;

    /// Keys of one row.
    int keys();

    /// Fills in the keys of the row at `offset`; false when a value cannot be said in these keys.
    boolean encode(double[] rows, int offset, int[] keys, int at);

    /// Fills in the keys of one slot for rows that lie one after the other from `offset` on; false as above.
    boolean column(int slot, double[] matrix, int offset, int rows, int[] keys);

    /// Keys of a row in single precision, which every scheme can say.
    void encode(float[] row, int[] keys);

    /// The threshold of a node, such that its test is `key < threshold`.
    int threshold(int node);
}
