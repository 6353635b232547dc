package dev.trefoil.inference.lightgbm;

import dev.trefoil.inference.runtime.MatrixModel;
import dev.trefoil.inference.runtime.ModelDescription;
import dev.trefoil.inference.runtime.NumberType;
import dev.trefoil.inference.runtime.PredictOptions;
import dev.trefoil.inference.tree.Forest;
import dev.trefoil.inference.tree.TreeShap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A LightGBM model. Sums are double-precision, tree after tree, as the library takes them.
public final class LightgbmModel implements MatrixModel {
    private static final double ZERO = 1e-35f;

    private final LightgbmFacts facts;
    private final Forest forest;
    private final @Nullable LinearLeaves[] linear;
    private final boolean hasLinear;

    LightgbmModel(LightgbmFacts facts, Forest forest, @Nullable LinearLeaves[] linear) {
        this.facts = facts;
        this.forest = forest;
        this.linear = linear;
        boolean any = false;
        for (LinearLeaves leaves : linear) {
            any |= leaves != null;
        }
        this.hasLinear = any;
    }

    @Override
    public int features() {
        return forest.features();
    }

    @Override
    public List<String> featureNames() {
        return facts.featureNames();
    }

    @Override
    public NumberType number() {
        return NumberType.FLOAT64;
    }

    @Override
    public int width(PredictOptions options) {
        return switch (options.kind()) {
            case VALUE, RAW -> facts.groups();
            case LEAVES -> (lastRound(options) - options.from()) * facts.groups();
            case CONTRIBUTIONS -> (features() + 1) * facts.groups();
        };
    }

    private int rounds() {
        return forest.trees() / facts.groups();
    }

    private int lastRound(PredictOptions options) {
        int to = options.to() == 0 ? rounds() : options.to();
        if (to > rounds() || options.from() > to) {
            throw new IllegalArgumentException(
                    "iterations " + options.from() + ".." + to + " of a model with " + rounds());
        }
        return to;
    }

    /// The library takes numbers this close to zero for zero before its trees see them.
    private static double flushed(double x) {
        return Math.abs(x) <= ZERO ? 0 : x;
    }

    @Override
    public void compute(double[] matrix, int rows, PredictOptions options, double[] out) {
        int groups = facts.groups();
        int start = options.from() * groups;
        int last = lastRound(options);
        int end = last * groups;
        int features = features();
        int width = width(options);
        double[] row = new double[features];
        for (int r = 0; r < rows; r++) {
            int at = r * width;
            for (int f = 0; f < features; f++) {
                row[f] = flushed(matrix[r * features + f]);
            }
            switch (options.kind()) {
                case LEAVES -> {
                    for (int tree = start; tree < end; tree++) {
                        out[at + tree - start] = forest.leafNumber(tree, forest.leaf(tree, row, 0));
                    }
                }
                case RAW -> sums(row, start, end, out, at);
                case VALUE -> {
                    sums(row, start, end, out, at);
                    if (facts.averaged()) {
                        for (int i = at; i < at + groups; i++) {
                            out[i] /= last - options.from();
                        }
                    }
                    facts.objective().transform(out, at, groups);
                }
                case CONTRIBUTIONS -> {}
            }
        }
        if (options.kind() == PredictOptions.Kind.CONTRIBUTIONS) {
            contributions(matrix, rows, start, end, out);
        }
    }

    /// Groups after each other, in each the features and then the bias; the parts of the sum, as in the library, also
    /// where the prediction is an average.
    private void contributions(double[] matrix, int rows, int start, int end, double[] out) {
        if (hasLinear) {
            throw new IllegalArgumentException("contributions do not exist for linear trees");
        }
        TreeShap shap = new TreeShap(forest);
        int features = features();
        int stride = features + 1;
        double[] bias = new double[facts.groups()];
        for (int tree = start; tree < end; tree++) {
            bias[forest.group(tree)] += TreeShap.expected(forest, tree);
        }
        double[] row = new double[features];
        for (int r = 0; r < rows; r++) {
            int at = r * stride * bias.length;
            java.util.Arrays.fill(out, at, at + stride * bias.length, 0);
            for (int f = 0; f < features; f++) {
                row[f] = flushed(matrix[r * features + f]);
            }
            for (int tree = start; tree < end; tree++) {
                shap.add(tree, row, 1, out, at + forest.group(tree) * stride);
            }
            for (int g = 0; g < bias.length; g++) {
                out[at + g * stride + features] = bias[g];
            }
        }
    }

    private void sums(double[] row, int start, int end, double[] out, int at) {
        int groups = facts.groups();
        for (int i = 0; i < groups; i++) {
            out[at + i] = 0;
        }
        for (int tree = start; tree < end; tree++) {
            int leaf = forest.leaf(tree, row, 0);
            LinearLeaves leaves = linear[tree];
            double value = forest.value(leaf);
            out[at + forest.group(tree)] +=
                    leaves == null ? value : leaves.value(forest.leafNumber(tree, leaf), value, row, 0);
        }
    }

    @Override
    public ModelDescription description() {
        Map<String, String> more = new LinkedHashMap<>();
        if (!facts.boosting().isEmpty()) {
            more.put("boosting", facts.boosting());
        }
        if (facts.averaged()) {
            more.put("averaged", "yes");
        }
        if (hasLinear) {
            more.put("leaves", "linear");
        }
        return new ModelDescription(
                "lightgbm",
                facts.version(),
                facts.objective().name(),
                facts.objective().task(),
                number(),
                features(),
                featureNames(),
                facts.groups(),
                forest.trees(),
                rounds(),
                forest.deepest(),
                forest.nodes(),
                more);
    }
}
