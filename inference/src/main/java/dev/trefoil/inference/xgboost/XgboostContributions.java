package dev.trefoil.inference.xgboost;

import dev.trefoil.inference.tree.Forest;
import dev.trefoil.inference.tree.InterventionalShap;
import dev.trefoil.inference.tree.Once;
import dev.trefoil.inference.tree.TreeShap;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What each feature adds to the margin: for each output the features, then the bias.
final class XgboostContributions {
    private final XgboostFacts facts;
    private final Forest forest;
    private final Weights weights;
    private final Once<double[]> expected;
    private final AtomicReference<@Nullable TreeShap> spare = new AtomicReference<>();

    XgboostContributions(XgboostFacts facts, Forest forest, float[] weights, float[] base) {
        this.facts = facts;
        this.forest = forest;
        this.weights = new Weights(weights, base);
        this.expected = new Once<>(() -> TreeShap.expected(forest));
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
        TreeShap kept = spare.getAndSet(null);
        TreeShap shap = kept != null ? kept : new TreeShap(forest);
        int features = facts.features();
        int stride = features + 1;
        int groups = facts.groups();
        double[] bias = new double[groups];
        for (int g = 0; g < groups; g++) {
            bias[g] = weights.base[g];
        }
        for (int tree = start; tree < end; tree++) {
            bias[forest.group(tree)] += weights.of(tree) * expected.value()[tree];
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
        spare.set(shap);
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
