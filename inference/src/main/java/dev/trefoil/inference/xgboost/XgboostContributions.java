package dev.trefoil.inference.xgboost;

import dev.trefoil.inference.tree.Forest;
import dev.trefoil.inference.tree.InterventionalShap;
import dev.trefoil.inference.tree.TreeShap;
import java.util.Arrays;

/// What each feature adds to the margin: for each output the features, then the bias.
record XgboostContributions(XgboostFacts facts, Forest forest, Weights weights) {
    XgboostContributions(XgboostFacts facts, Forest forest, float[] weights, float[] base) {
        this(facts, forest, new Weights(weights, base));
    }

    /// Weight of each tree, none for 1, and margin of each output.
    static final class Weights {
        private final float[] trees;
        private final float[] base;

        private Weights(float[] trees, float[] base) {
            this.trees = trees;
            this.base = base;
        }

        private double of(int tree) {
            return trees.length == 0 ? 1 : trees[tree];
        }
    }

    void compute(double[] matrix, int rows, int start, int end, double[] out) {
        TreeShap shap = new TreeShap(forest);
        int features = facts.features();
        int stride = features + 1;
        int groups = facts.groups();
        double[] bias = new double[groups];
        for (int g = 0; g < groups; g++) {
            bias[g] = weights.base[g];
        }
        for (int tree = start; tree < end; tree++) {
            bias[forest.group(tree)] += weights.of(tree) * TreeShap.expected(forest, tree);
        }
        double[] row = new double[features];
        double[] phi = new double[stride * groups];
        for (int r = 0; r < rows; r++) {
            XgboostForest.singles(matrix, r * features, row);
            Arrays.fill(phi, 0);
            for (int tree = start; tree < end; tree++) {
                shap.add(tree, row, weights.of(tree), phi, forest.group(tree) * stride);
            }
            for (int g = 0; g < groups; g++) {
                phi[g * stride + features] = bias[g];
            }
            for (int i = 0; i < phi.length; i++) {
                out[r * phi.length + i] = (float) phi[i];
            }
        }
    }

    /// Against background rows.
    void against(double[] matrix, int rows, double[] background, int backgroundRows, double[] out) {
        InterventionalShap shap = new InterventionalShap(forest);
        int features = facts.features();
        int stride = features + 1;
        double[] others = new double[backgroundRows * features];
        for (int i = 0; i < others.length; i++) {
            others[i] = (float) background[i];
        }
        double[] row = new double[features];
        double[] phi = new double[stride * facts.groups()];
        for (int r = 0; r < rows; r++) {
            XgboostForest.singles(matrix, r * features, row);
            Arrays.fill(phi, 0);
            for (int tree = 0; tree < forest.trees(); tree++) {
                for (int b = 0; b < backgroundRows; b++) {
                    shap.add(
                            tree,
                            row,
                            others,
                            b * features,
                            weights.of(tree) / backgroundRows,
                            phi,
                            forest.group(tree) * stride);
                }
            }
            for (int g = 0; g < facts.groups(); g++) {
                phi[g * stride + features] += weights.base[g];
            }
            for (int i = 0; i < phi.length; i++) {
                out[r * phi.length + i] = (float) phi[i];
            }
        }
    }
}
