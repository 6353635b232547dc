package dev.trefoil.inference.tree;

import dev.trefoil.inference.format.Growing;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// A forest for many rows at once: every split of a tree is asked of a whole column of keys, and what its answer
/// leaves of the row's leaves is kept in a column of bits ([LeafOrder]). The loops are straight over arrays of int
/// without a branch, which the JVM compiles to vector instructions, 8 or 16 rows each.
///
/// A split costs the same wherever it lies, so large trees are better walked; [#has] says which trees are here.
final class LaneMasks {
    /// Rows for which this is worth while.
    static final int FEWEST = 32;

    private static final int TOGETHER = 4;
    private static final int GROUP = 1 + 3 * TOGETHER;

    private final int[] words;
    private final int[][] groups;
    private final double[][] values;
    private final int mostWords;
    private final boolean whole;

    private LaneMasks(boolean[] fits, int[] words, int[][] groups, double[][] values) {
        this.words = words;
        this.groups = groups;
        this.values = values;
        this.mostWords = Arrays.stream(words).max().orElse(0);
        boolean all = true;
        for (int tree = 0; tree < fits.length; tree++) {
            all &= !fits[tree] || words[tree] > 0;
        }
        this.whole = all;
    }

    static LaneMasks of(Forest forest, boolean[] fits, KeySlots slots, KeyScheme scheme) {
        int[] words = new int[fits.length];
        int[][] groups = new int[fits.length][];
        double[][] values = new double[fits.length][];
        for (int tree = 0; tree < fits.length; tree++) {
            int depth = forest.depths[tree];
            // No tree has more than a number of leaves that its depth is worth: most of the large ones end here.
            if (!fits[tree] || (forest.end(tree) - forest.roots[tree]) / 2 > 40 * depth) {
                continue;
            }
            LeafOrder order = new LeafOrder(forest, tree);
            int[] program = program(order, slots, scheme);
            if (program.length / GROUP * TOGETHER + 12 * order.words() <= 20 * Math.max(depth, 1)) {
                words[tree] = order.words();
                groups[tree] = program;
                values[tree] = IntStream.range(0, order.leaves())
                        .mapToDouble(order::value)
                        .toArray();
            }
        }
        return new LaneMasks(fits, words, groups, values);
    }

    /// Groups of four tests each: the word of bits and whether the thresholds are negative, then slot, threshold and
    /// bits that stay, four times.
    private static int[] program(LeafOrder order, KeySlots slots, KeyScheme scheme) {
        Growing.Ints program = new Growing.Ints();
        int[] splits = Arrays.stream(order.splits())
                .boxed()
                .sorted(Comparator.comparingInt(slots::ofNode))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int at = 0; at < 2 * order.words(); at++) {
            int word = at >> 1;
            boolean negative = (at & 1) != 0;
            int size = 0;
            for (int split : splits) {
                int kept = order.kept(split, word);
                if (scheme.threshold(split) < 0 == negative && kept != -1) {
                    if (size++ % TOGETHER == 0) {
                        program.add(at);
                    }
                    program.add(slots.ofNode(split));
                    program.add(scheme.threshold(split));
                    program.add(kept);
                }
            }
            for (; size % TOGETHER != 0; size++) {
                program.add(0);
                program.add(0);
                program.add(-1);
            }
        }
        return program.array();
    }

    boolean has(int tree) {
        return words[tree] > 0;
    }

    /// Whether all trees that fit are here.
    boolean whole() {
        return whole;
    }

    /// Columns of bits that the trees need.
    int words() {
        return mostWords;
    }

    /// Value of the leaf of the tree for each of the first `rows` rows.
    ///
    /// @param keys columns of keys
    /// @param bits columns to work in
    void tree(int tree, int[][] keys, int rows, int[][] bits, double[] perRow) {
        for (int word = 0; word < words[tree]; word++) {
            Arrays.fill(bits[word], 0, rows, -1);
        }
        int[] program = groups[tree];
        for (int at = 0; at < program.length; at += GROUP) {
            int[] column = bits[program[at] >> 1];
            int[] a = keys[program[at + 1]];
            int[] b = keys[program[at + 4]];
            int[] c = keys[program[at + 7]];
            int[] d = keys[program[at + 10]];
            if ((program[at] & 1) == 0) {
                positive(column, rows, a, b, c, d, program, at);
            } else {
                negative(column, rows, a, b, c, d, program, at);
            }
        }
        exits(words[tree], rows, bits, values[tree], perRow);
    }

    /// Tests of thresholds that are not negative: a key lies below one when it is negative, or their difference is.
    private static void positive(int[] bits, int rows, int[] a, int[] b, int[] c, int[] d, int[] program, int at) {
        int ta = program[at + 2];
        int tb = program[at + 5];
        int tc = program[at + 8];
        int td = program[at + 11];
        int ma = program[at + 3];
        int mb = program[at + 6];
        int mc = program[at + 9];
        int md = program[at + 12];
        for (int r = 0; r < rows; r++) {
            int ka = a[r];
            int kb = b[r];
            int kc = c[r];
            int kd = d[r];
            bits[r] &= ((ka | ka - ta) >> 31 | ma)
                    & ((kb | kb - tb) >> 31 | mb)
                    & ((kc | kc - tc) >> 31 | mc)
                    & ((kd | kd - td) >> 31 | md);
        }
    }

    /// Tests of negative thresholds: a key lies below one when it is negative and their difference is too.
    private static void negative(int[] bits, int rows, int[] a, int[] b, int[] c, int[] d, int[] program, int at) {
        int ta = program[at + 2];
        int tb = program[at + 5];
        int tc = program[at + 8];
        int td = program[at + 11];
        int ma = program[at + 3];
        int mb = program[at + 6];
        int mc = program[at + 9];
        int md = program[at + 12];
        for (int r = 0; r < rows; r++) {
            int ka = a[r];
            int kb = b[r];
            int kc = c[r];
            int kd = d[r];
            bits[r] &= ((ka & ka - ta) >> 31 | ma)
                    & ((kb & kb - tb) >> 31 | mb)
                    & ((kc & kc - tc) >> 31 | mc)
                    & ((kd & kd - td) >> 31 | md);
        }
    }

    private static void exits(int words, int rows, int[][] bits, double[] values, double[] perRow) {
        int[] low = bits[0];
        if (words == 1) {
            for (int r = 0; r < rows; r++) {
                perRow[r] = values[Integer.numberOfTrailingZeros(low[r])];
            }
            return;
        }
        int[] high = bits[1];
        for (int r = 0; r < rows; r++) {
            long both = low[r] & 0xffff_ffffL | (long) high[r] << 32;
            int leaf = Long.numberOfTrailingZeros(both);
            perRow[r] = values[leaf < Long.SIZE ? leaf : further(bits, r)];
        }
    }

    private static int further(int[][] bits, int r) {
        int word = 2;
        while (bits[word][r] == 0) {
            word++;
        }
        return word * LeafOrder.WORD + Integer.numberOfTrailingZeros(bits[word][r]);
    }
}
