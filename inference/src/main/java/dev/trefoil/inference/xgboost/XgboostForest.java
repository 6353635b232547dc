package dev.trefoil.inference.xgboost;

import dev.trefoil.inference.runtime.ModelDescription;
import dev.trefoil.inference.runtime.NumberType;
import dev.trefoil.inference.runtime.PredictOptions;
import dev.trefoil.inference.tree.Forest;
import dev.trefoil.inference.tree.TreeShap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Boosted trees (`gbtree`) and trees with weights (`dart`). Sums are single-precision, tree after tree, as the
/// library's CPU predictor takes them.
final class XgboostForest implements XgboostModel {
    private final XgboostFacts facts;
    private final Forest forest;
    private final int[] iterations;
    private final float[] weights;
    private final float[] base;

    XgboostForest(XgboostFacts facts, Forest forest, int[] iterations, float[] weights, float[] base) {
        this.facts = facts;
        this.forest = forest;
        this.iterations = iterations;
        this.weights = weights;
        this.base = base;
    }

    @Override
    public int features() {
        return facts.features();
    }

    @Override
    public List<String> featureNames() {
        return facts.featureNames();
    }

    @Override
    public NumberType number() {
        return NumberType.FLOAT32;
    }

    @Override
    public int width(PredictOptions options) {
        return switch (options.kind()) {
            case VALUE -> facts.transform().width(facts.groups());
            case RAW -> facts.groups();
            case LEAVES -> lastTree(options) - iterations[options.from()];
            case CONTRIBUTIONS -> (facts.features() + 1) * facts.groups();
        };
    }

    private int lastTree(PredictOptions options) {
        int rounds = iterations.length - 1;
        int to = options.to() == 0 ? rounds : options.to();
        if (to > rounds || options.from() > to) {
            throw new IllegalArgumentException(
                    "iterations " + options.from() + ".." + to + " of a model with " + rounds);
        }
        return iterations[to];
    }

    @Override
    public void compute(double[] matrix, int rows, PredictOptions options, double[] out) {
        int end = lastTree(options);
        int start = iterations[options.from()];
        int features = facts.features();
        double[] row = new double[features];
        int width = width(options);
        double[] margins = new double[facts.groups()];
        for (int r = 0; r < rows; r++) {
            for (int f = 0; f < features; f++) {
                row[f] = (float) matrix[r * features + f];
            }
            switch (options.kind()) {
                case LEAVES -> {
                    for (int tree = start; tree < end; tree++) {
                        out[r * width + tree - start] = forest.leafNumber(tree, forest.leaf(tree, row, 0));
                    }
                }
                case RAW -> {
                    margins(row, start, end, margins);
                    System.arraycopy(margins, 0, out, r * width, width);
                }
                case VALUE -> {
                    margins(row, start, end, margins);
                    facts.transform().transform(margins, 0, margins.length);
                    System.arraycopy(margins, 0, out, r * width, width);
                }
                case CONTRIBUTIONS -> {}
            }
        }
        if (options.kind() == PredictOptions.Kind.CONTRIBUTIONS) {
            contributions(matrix, rows, start, end, out);
        }
    }

    /// Groups after each other, in each the features and then the bias.
    private void contributions(double[] matrix, int rows, int start, int end, double[] out) {
        TreeShap shap = new TreeShap(forest);
        int features = facts.features();
        int stride = features + 1;
        int groups = facts.groups();
        double[] bias = new double[groups];
        for (int g = 0; g < groups; g++) {
            bias[g] = base[g];
        }
        for (int tree = start; tree < end; tree++) {
            bias[forest.group(tree)] += weight(tree) * TreeShap.expected(forest, tree);
        }
        double[] row = new double[features];
        double[] phi = new double[stride * groups];
        for (int r = 0; r < rows; r++) {
            for (int f = 0; f < features; f++) {
                row[f] = (float) matrix[r * features + f];
            }
            java.util.Arrays.fill(phi, 0);
            for (int tree = start; tree < end; tree++) {
                shap.add(tree, row, weight(tree), phi, forest.group(tree) * stride);
            }
            for (int g = 0; g < groups; g++) {
                phi[g * stride + features] = bias[g];
            }
            for (int i = 0; i < phi.length; i++) {
                out[r * phi.length + i] = (float) phi[i];
            }
        }
    }

    private double weight(int tree) {
        return weights.length == 0 ? 1 : weights[tree];
    }

    private void margins(double[] row, int start, int end, double[] margins) {
        for (int i = 0; i < margins.length; i++) {
            margins[i] = base[i];
        }
        if (forest.leafWidth() > 1) {
            for (int tree = start; tree < end; tree++) {
                int leaf = forest.leaf(tree, row, 0);
                for (int i = 0; i < margins.length; i++) {
                    margins[i] = (float) margins[i] + (float) forest.value(leaf, i);
                }
            }
            return;
        }
        for (int tree = start; tree < end; tree++) {
            float value = (float) forest.value(forest.leaf(tree, row, 0));
            int group = forest.group(tree);
            margins[group] = (float) margins[group] + (weights.length == 0 ? value : value * weights[tree]);
        }
    }

    @Override
    public ModelDescription description() {
        Map<String, String> more = new LinkedHashMap<>();
        more.put("booster", facts.booster());
        if (facts.parallelTrees() > 1) {
            more.put("parallel trees", Integer.toString(facts.parallelTrees()));
        }
        String best = facts.attributes().get("best_iteration");
        if (best != null) {
            more.put("best iteration", best);
        }
        return new ModelDescription(
                "xgboost",
                facts.version(),
                facts.objective(),
                facts.transform().task(),
                number(),
                features(),
                featureNames(),
                width(PredictOptions.VALUE),
                forest.trees(),
                iterations.length - 1,
                forest.deepest(),
                forest.nodes(),
                more);
    }
}
