package dev.trefoil.inference.xgboost;

import dev.trefoil.inference.format.Struct;
import dev.trefoil.inference.tree.ForestBuilder;
import dev.trefoil.inference.tree.SplitTest;
import java.util.Arrays;

/// One tree as it stands in the file, gathered column by column, then handed to the forest.
final class XgboostTree {
    private int[] left = new int[0];
    private int[] right = new int[0];
    private int[] indices = new int[0];
    private int[] defaultLeft = new int[0];
    private int[] splitType = new int[0];
    private float[] conditions = new float[0];
    private float[] hessian = new float[0];
    private float[] baseWeights = new float[0];
    private float[] leafWeights = new float[0];
    private int[] categories = new int[0];
    private int[] categoriesNodes = new int[0];
    private int[] categoriesSegments = new int[0];
    private int[] categoriesSizes = new int[0];
    private int leafWidth = 1;

    int leafWidth() {
        return leafWidth;
    }

    void read(Struct in) {
        in.object(name -> {
            switch (name) {
                case "left_children" -> left = in.ints();
                case "right_children" -> right = in.ints();
                case "split_indices" -> indices = in.ints();
                case "default_left" -> defaultLeft = in.ints();
                case "split_type" -> splitType = in.ints();
                case "split_conditions" -> conditions = in.floats();
                case "sum_hessian" -> hessian = in.floats();
                case "base_weights" -> baseWeights = in.floats();
                case "leaf_weights" -> leafWeights = in.floats();
                case "categories" -> categories = in.ints();
                case "categories_nodes" -> categoriesNodes = in.ints();
                case "categories_segments" -> categoriesSegments = in.ints();
                case "categories_sizes" -> categoriesSizes = in.ints();
                case "tree_param" ->
                    in.object(parameter -> {
                        if (parameter.equals("size_leaf_vector")) {
                            leafWidth = Math.max(1, Numerals.whole(in));
                        } else {
                            in.skip();
                        }
                    });
                default -> in.skip();
            }
        });
        int nodes = left.length;
        if (right.length != nodes
                || indices.length != nodes
                || defaultLeft.length != nodes
                || conditions.length != nodes
                || (splitType.length != nodes && splitType.length != 0)
                || (hessian.length != nodes && hessian.length != 0)) {
            throw in.bad("its arrays have different lengths (" + nodes + " left children, " + right.length + " right, "
                    + indices.length + " features, " + conditions.length + " conditions)");
        }
        if (leafWidth > 1 && leafWeights.length == 0 && baseWeights.length != (long) nodes * leafWidth) {
            throw in.bad(baseWeights.length + " weights for " + nodes + " nodes of " + leafWidth + " outputs");
        }
    }

    void addTo(ForestBuilder forest, Struct in) {
        int[] setOf = new int[left.length];
        Arrays.fill(setOf, -1);
        if (categoriesSegments.length != categoriesNodes.length || categoriesSizes.length != categoriesNodes.length) {
            throw in.bad("its arrays of categories have different lengths");
        }
        for (int i = 0; i < categoriesNodes.length; i++) {
            int node = categoriesNodes[i];
            if (node < 0 || node >= setOf.length) {
                throw in.bad("categories for node " + node + " of " + setOf.length);
            }
            setOf[node] = i;
        }
        for (int node = 0; node < left.length; node++) {
            double cover = hessian.length == 0 ? 1 : hessian[node];
            if (left[node] == -1) {
                addLeaf(forest, in, node, cover);
            } else if (splitType.length > 0 && splitType[node] == 1) {
                forest.splitOnSet(
                        indices[node],
                        SplitTest.NOT_IN_SET.coded(defaultLeft[node] != 0),
                        bits(in, node, setOf[node]),
                        left[node],
                        right[node],
                        cover);
            } else {
                forest.split(
                        indices[node],
                        SplitTest.BELOW.coded(defaultLeft[node] != 0),
                        conditions[node],
                        left[node],
                        right[node],
                        cover);
            }
        }
        forest.endTree(0);
    }

    private void addLeaf(ForestBuilder forest, Struct in, int node, double cover) {
        if (leafWidth == 1) {
            forest.leaf(conditions[node], cover);
            return;
        }
        float[] weights = leafWeights.length > 0 ? leafWeights : baseWeights;
        long first = (leafWeights.length > 0 ? (long) right[node] : node) * leafWidth;
        if (first < 0 || first + leafWidth > weights.length) {
            throw in.bad("leaf " + node + " has no weights");
        }
        double[] values = new double[leafWidth];
        for (int i = 0; i < leafWidth; i++) {
            values[i] = weights[(int) first + i];
        }
        forest.leaf(values, cover);
    }

    private int[] bits(Struct in, int node, int set) {
        if (set < 0) {
            throw in.bad("node " + node + " splits on categories and has none");
        }
        long first = categoriesSegments[set];
        long end = first + categoriesSizes[set];
        if (first < 0 || end < first || end > categories.length) {
            throw in.bad("node " + node + " names categories " + first + " to " + end + " of " + categories.length);
        }
        int highest = -1;
        for (int i = (int) first; i < end; i++) {
            if (categories[i] < 0 || categories[i] > 1 << 24) {
                throw in.bad("node " + node + " names category " + categories[i]);
            }
            highest = Math.max(highest, categories[i]);
        }
        int[] bits = new int[(highest >> 5) + 1];
        for (int i = (int) first; i < end; i++) {
            bits[categories[i] >> 5] |= 1 << (categories[i] & 31);
        }
        return bits;
    }
}
