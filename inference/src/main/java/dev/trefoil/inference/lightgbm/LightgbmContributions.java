package dev.trefoil.inference.lightgbm;

import dev.trefoil.inference.tree.Forest;
import dev.trefoil.inference.tree.InterventionalShap;
import dev.trefoil.inference.tree.Once;
import dev.trefoil.inference.tree.TreeShap;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What each feature adds to the raw sum: for each output the features, then the bias; the parts of the sum, as in the
/// library, also where the prediction is an average.
final class LightgbmContributions {
    private final Forest forest;
    private final int groups;
    private final Once<double[]> expected;
    private final AtomicReference<@Nullable TreeShap> spare = new AtomicReference<>();

    LightgbmContributions(Forest forest, int groups) {
        this.forest = forest;
        this.groups = groups;
        this.expected = new Once<>(() -> TreeShap.expected(forest));
    }

    void compute(double[] matrix, int rows, int start, int end, double[] out) {
        TreeShap kept = spare.getAndSet(null);
        TreeShap shap = kept != null ? kept : new TreeShap(forest);
        int features = forest.features();
        int stride = features + 1;
        double[] bias = new double[groups];
        for (int tree = start; tree < end; tree++) {
            bias[forest.group(tree)] += expected.value()[tree];
        }
        double[] row = new double[features];
        for (int r = 0; r < rows; r++) {
            int at = r * stride * groups;
            Arrays.fill(out, at, at + stride * groups, 0);
            LightgbmModel.flushed(matrix, r * features, row);
            for (int tree = start; tree < end; tree++) {
                shap.add(tree, row, 1, out, at + forest.group(tree) * stride);
            }
            for (int g = 0; g < groups; g++) {
                out[at + g * stride + features] = bias[g];
            }
        }
        spare.set(shap);
    }

    /// Against background rows.
    void against(double[] matrix, int rows, double[] background, int backgroundRows, double[] out) {
        InterventionalShap shap = new InterventionalShap(forest);
        int features = forest.features();
        int stride = features + 1;
        double[] row = new double[features];
        for (int r = 0; r < rows; r++) {
            int at = r * stride * groups;
            Arrays.fill(out, at, at + stride * groups, 0);
            LightgbmModel.flushed(matrix, r * features, row);
            for (int tree = 0; tree < forest.trees(); tree++) {
                for (int b = 0; b < backgroundRows; b++) {
                    shap.add(
                            tree,
                            row,
                            background,
                            b * features,
                            1.0 / backgroundRows,
                            out,
                            at + forest.group(tree) * stride);
                }
            }
        }
    }
}
