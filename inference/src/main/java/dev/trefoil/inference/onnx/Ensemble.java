package dev.trefoil.inference.onnx;

import dev.trefoil.inference.tree.FastForest;
import dev.trefoil.inference.tree.Forest;
import dev.trefoil.inference.tree.ForestBuilder;
import dev.trefoil.inference.tree.Once;
import dev.trefoil.inference.tree.RowBlock;
import dev.trefoil.inference.tree.SplitTest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The trees of a `TreeEnsemble…` operator over single-precision numbers. A leaf's value is its number in a list of
/// leaves, each with the targets to which it adds and how much.
final class Ensemble {
    private final Forest forest;
    private final Once<FastForest> fast;
    private final int[] starts;
    private final int[] targets;
    private final float[] weights;

    private Ensemble(Forest forest, int[] starts, int[] targets, float[] weights) {
        this.forest = forest;
        this.fast = new Once<>(() -> FastForest.singles(forest));
        this.starts = starts;
        this.targets = targets;
        this.weights = weights;
    }

    /// @param prefix `target` or `class`
    /// @param count targets or classes
    /// [IllegalArgumentException] says what is wrong with the attributes.
    static Ensemble of(Attributes in, String prefix, int count, int features) {
        long[] trees = in.wholes("nodes_treeids");
        long[] nodes = in.wholes("nodes_nodeids");
        List<String> modes = in.texts("nodes_modes");
        int size = trees.length;
        if (nodes.length != size
                || modes.size() != size
                || in.wholes("nodes_featureids").length != size
                || in.reals("nodes_values").length != size
                || in.wholes("nodes_truenodeids").length != size
                || in.wholes("nodes_falsenodeids").length != size) {
            throw new IllegalArgumentException("the nodes' attributes have different lengths");
        }
        Map<Long, Map<Long, Integer>> places = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            Map<Long, Integer> tree = places.computeIfAbsent(trees[i], _ -> new LinkedHashMap<>());
            if (tree.put(nodes[i], i) != null) {
                throw new IllegalArgumentException("tree " + trees[i] + " has node " + nodes[i] + " twice");
            }
        }
        Leaves leaves = Leaves.of(in, prefix, count, places, size);
        ForestBuilder builder = new ForestBuilder();
        for (Map<Long, Integer> tree : places.values()) {
            tree(builder, in, tree, leaves);
        }
        return new Ensemble(builder.build(features, 1), leaves.starts, leaves.targets, leaves.weights);
    }

    private static void tree(ForestBuilder builder, Attributes in, Map<Long, Integer> tree, Leaves leaves) {
        Map<Long, Integer> local = new HashMap<>();
        tree.keySet().forEach(id -> local.put(id, local.size()));
        long[] features = in.wholes("nodes_featureids");
        long[] onTrue = in.wholes("nodes_truenodeids");
        long[] onFalse = in.wholes("nodes_falsenodeids");
        long[] tracks = in.wholes("nodes_missing_value_tracks_true");
        double[] values = in.reals("nodes_values");
        for (int at : tree.values()) {
            String mode = in.texts("nodes_modes").get(at);
            if (mode.equals("LEAF")) {
                builder.leaf(leaves.at[at], 1);
                continue;
            }
            boolean swapped = mode.equals("BRANCH_GTE") || mode.equals("BRANCH_GT") || mode.equals("BRANCH_NEQ");
            SplitTest test = switch (mode) {
                case "BRANCH_LEQ", "BRANCH_GT" -> SplitTest.AT_MOST;
                case "BRANCH_LT", "BRANCH_GTE" -> SplitTest.BELOW;
                case "BRANCH_EQ", "BRANCH_NEQ" -> SplitTest.EQUAL;
                default -> throw new IllegalArgumentException("the mode '" + mode + "' is not known");
            };
            boolean missingTrue = mode.equals("BRANCH_NEQ") || at < tracks.length && tracks[at] != 0;
            int yes = local.getOrDefault(onTrue[at], -1);
            int no = local.getOrDefault(onFalse[at], -1);
            builder.split(
                    Math.toIntExact(features[at]),
                    test.coded(missingTrue != swapped),
                    (float) values[at],
                    swapped ? no : yes,
                    swapped ? yes : no,
                    1);
        }
        builder.endTree(0);
    }

    int trees() {
        return forest.trees();
    }

    /// Receives the leaves of one row, tree after tree.
    @FunctionalInterface
    interface Sink {
        void accept(int row, int target, float weight);
    }

    /// Hands over what every tree adds for every row: all rows of a block for one tree, then the next tree.
    void each(double[] rows, int count, Sink sink) {
        int features = forest.features();
        FastForest layout = fast.value();
        RowBlock taken = layout.block(count);
        int block = taken.capacity();
        double[] leaf = new double[block];
        double[] row = new double[features];
        for (int first = 0; first < count; first += block) {
            int size = Math.min(block, count - first);
            taken.take(rows, first, size);
            for (int tree = 0; tree < forest.trees(); tree++) {
                if (layout.has(tree)) {
                    taken.tree(tree, leaf);
                } else {
                    for (int r = 0; r < size; r++) {
                        for (int f = 0; f < features; f++) {
                            row[f] = (float) rows[(first + r) * features + f];
                        }
                        leaf[r] = forest.value(forest.leaf(tree, row, 0));
                    }
                }
                for (int r = 0; r < size; r++) {
                    int number = (int) leaf[r];
                    for (int i = starts[number]; i < starts[number + 1]; i++) {
                        sink.accept(first + r, targets[i], weights[i]);
                    }
                }
            }
        }
    }

    /// Whether no leaf takes anything away.
    boolean positive() {
        for (float weight : weights) {
            if (weight < 0) {
                return false;
            }
        }
        return true;
    }

    /// Whether all leaves add to the same target.
    boolean single() {
        return Arrays.stream(targets).distinct().count() == 1;
    }

    /// What each leaf adds, in the order of the file.
    private static final class Leaves {
        private final int[] at;
        private final int[] starts;
        private final int[] targets;
        private final float[] weights;

        private Leaves(int[] at, int[] starts, int[] targets, float[] weights) {
            this.at = at;
            this.starts = starts;
            this.targets = targets;
            this.weights = weights;
        }

        static Leaves of(Attributes in, String prefix, int count, Map<Long, Map<Long, Integer>> places, int size) {
            long[] trees = in.wholes(prefix + "_treeids");
            long[] nodes = in.wholes(prefix + "_nodeids");
            long[] ids = in.wholes(prefix + "_ids");
            double[] given = in.reals(prefix + "_weights");
            if (nodes.length != trees.length || ids.length != trees.length || given.length != trees.length) {
                throw new IllegalArgumentException("the leaves' attributes have different lengths");
            }
            int[] counts = new int[size + 1];
            int[] place = new int[trees.length];
            for (int i = 0; i < trees.length; i++) {
                Integer node = places.getOrDefault(trees[i], Map.of()).get(nodes[i]);
                if (node == null || ids[i] < 0 || ids[i] >= count) {
                    throw new IllegalArgumentException("a leaf weight names tree " + trees[i] + ", node " + nodes[i]
                            + ", target " + ids[i] + ", which are not there");
                }
                place[i] = node;
                counts[node + 1]++;
            }
            for (int node = 0; node < size; node++) {
                counts[node + 1] += counts[node];
            }
            int[] next = counts.clone();
            int[] targets = new int[trees.length];
            float[] weights = new float[trees.length];
            for (int i = 0; i < trees.length; i++) {
                targets[next[place[i]]] = (int) ids[i];
                weights[next[place[i]]++] = (float) given[i];
            }
            int[] at = new int[size];
            for (int node = 0; node < size; node++) {
                at[node] = node;
            }
            return new Leaves(at, counts, targets, weights);
        }
    }
}
