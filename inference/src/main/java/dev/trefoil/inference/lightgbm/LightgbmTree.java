package dev.trefoil.inference.lightgbm;

import dev.trefoil.inference.tree.ForestBuilder;
import dev.trefoil.inference.tree.SplitTest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One tree as it stands in the file, gathered line by line, then handed to the forest.
final class LightgbmTree {
    private int leaves = -1;
    private int[] splitFeature = new int[0];
    private double[] threshold = new double[0];
    private int[] decisionType = new int[0];
    private int[] leftChild = new int[0];
    private int[] rightChild = new int[0];
    private double[] leafValue = new double[0];
    private double[] leafCount = new double[0];
    private double[] internalCount = new double[0];
    private int[] catBoundaries = new int[0];
    private int[] catThreshold = new int[0];
    private boolean linear;
    private double[] leafConst = new double[0];
    private int[] featureCounts = new int[0];
    private int[] leafFeatures = new int[0];
    private double[] leafCoefficients = new double[0];

    void line(String key, String value) {
        switch (key) {
            case "num_leaves" -> leaves = Numbers.whole(value.strip());
            case "split_feature" -> splitFeature = Numbers.ints(value);
            case "threshold" -> threshold = Numbers.doubles(value);
            case "decision_type" -> decisionType = Numbers.ints(value);
            case "left_child" -> leftChild = Numbers.ints(value);
            case "right_child" -> rightChild = Numbers.ints(value);
            case "leaf_value" -> leafValue = Numbers.doubles(value);
            case "leaf_count" -> leafCount = Numbers.doubles(value);
            case "internal_count" -> internalCount = Numbers.doubles(value);
            case "cat_boundaries" -> catBoundaries = Numbers.ints(value);
            case "cat_threshold" -> catThreshold = Numbers.ints(value);
            case "is_linear" -> linear = Numbers.whole(value.strip()) != 0;
            case "leaf_const" -> leafConst = Numbers.doubles(value);
            case "num_features" -> featureCounts = Numbers.ints(value);
            case "leaf_features" -> leafFeatures = Numbers.ints(value);
            case "leaf_coeff" -> leafCoefficients = Numbers.doubles(value);
            default -> {}
        }
    }

    /// Hands the tree over; [IllegalArgumentException] says what is wrong with it.
    @Nullable
    LinearLeaves addTo(ForestBuilder forest, int inputs) {
        if (leaves < 1 || leafValue.length != leaves) {
            throw new IllegalArgumentException(leafValue.length + " leaf values for " + leaves + " leaves");
        }
        int inner = leaves - 1;
        if (decisionType.length == 0) {
            decisionType = new int[inner];
        }
        if (inner > 0
                && (splitFeature.length != inner
                        || threshold.length != inner
                        || decisionType.length != inner
                        || leftChild.length != inner
                        || rightChild.length != inner)) {
            throw new IllegalArgumentException("its arrays do not fit " + leaves + " leaves");
        }
        for (int node = 0; node < inner; node++) {
            split(forest, node, inner);
        }
        for (int leaf = 0; leaf < leaves; leaf++) {
            forest.leaf(leafValue[leaf], leafCount.length == leaves ? leafCount[leaf] : 1);
        }
        forest.endTree(inner);
        if (!linear) {
            return null;
        }
        if (leafConst.length != leaves) {
            throw new IllegalArgumentException(leafConst.length + " constants for " + leaves + " linear leaves");
        }
        return LinearLeaves.of(leafConst, featureCounts, leafFeatures, leafCoefficients, inputs);
    }

    private void split(ForestBuilder forest, int node, int inner) {
        int type = decisionType[node];
        double weight = internalCount.length == inner ? internalCount[node] : 1;
        int left = child(leftChild[node], inner);
        int right = child(rightChild[node], inner);
        if ((type & 1) != 0) {
            forest.splitOnSet(splitFeature[node], SplitTest.IN_SET.coded(false), set(node), left, right, weight);
            return;
        }
        boolean defaultLeft = (type & 2) != 0;
        int missing = type >> 2 & 3;
        byte coded = switch (missing) {
            case 0 -> SplitTest.AT_MOST.coded(0 <= threshold[node]);
            case 1 -> SplitTest.AT_MOST_ZERO_MISSING.coded(defaultLeft);
            case 2 -> SplitTest.AT_MOST.coded(defaultLeft);
            default -> throw new IllegalArgumentException("node " + node + " treats missing values in an unknown way");
        };
        forest.split(splitFeature[node], coded, threshold[node], left, right, weight);
    }

    private static int child(int coded, int inner) {
        return coded >= 0 ? (coded < inner ? coded : -1) : inner + ~coded;
    }

    private int[] set(int node) {
        int index = (int) threshold[node];
        if (index < 0 || index + 1 >= catBoundaries.length) {
            throw new IllegalArgumentException("node " + node + " names a set of categories that is not there");
        }
        int from = catBoundaries[index];
        int to = catBoundaries[index + 1];
        if (from < 0 || to < from || to > catThreshold.length) {
            throw new IllegalArgumentException("node " + node + " names a set of categories outside of the list");
        }
        return Arrays.copyOfRange(catThreshold, from, to);
    }
}
