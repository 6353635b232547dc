package dev.trefoil.inference.lightgbm;

import dev.trefoil.inference.runtime.CategoryCodes;
import dev.trefoil.inference.runtime.MatrixModel;
import dev.trefoil.inference.runtime.ModelDescription;
import dev.trefoil.inference.runtime.NumberType;
import dev.trefoil.inference.runtime.PredictOptions;
import dev.trefoil.inference.runtime.RowScorer;
import dev.trefoil.inference.tree.FastForest;
import dev.trefoil.inference.tree.Forest;
import dev.trefoil.inference.tree.Once;
import dev.trefoil.inference.tree.OneRow;
import dev.trefoil.inference.tree.RowBlock;
import java.util.Arrays;
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
    private final Once<FastForest> fast;
    private final LightgbmContributions contributions;

    LightgbmModel(LightgbmFacts facts, Forest forest, @Nullable LinearLeaves[] linear) {
        this.facts = facts;
        this.forest = forest;
        this.linear = linear;
        boolean any = false;
        for (LinearLeaves leaves : linear) {
            any |= leaves != null;
        }
        this.hasLinear = any;
        this.fast = new Once<>(() -> FastForest.doubles(forest, true));
        this.contributions = new LightgbmContributions(forest, facts.groups());
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
    public CategoryCodes categories() {
        return facts.categories();
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

    @Override
    public void compute(double[] matrix, int rows, PredictOptions options, double[] out) {
        int last = lastRound(options);
        int start = options.from() * facts.groups();
        int end = last * facts.groups();
        switch (options.kind()) {
            case LEAVES -> leaves(matrix, rows, start, end, out);
            case CONTRIBUTIONS -> explained().compute(matrix, rows, start, end, out);
            case RAW, VALUE -> {
                int divisor = options.kind() == PredictOptions.Kind.VALUE ? last - options.from() : 0;
                Sums sums = new Sums(rows);
                int block = sums.block.capacity();
                for (int first = 0; first < rows; first += block) {
                    sums.block(matrix, first, Math.min(block, rows - first), start, end, divisor, out);
                }
            }
        }
    }

    private void leaves(double[] matrix, int rows, int start, int end, double[] out) {
        double[] row = new double[features()];
        int width = end - start;
        for (int r = 0; r < rows; r++) {
            flushed(matrix, r * row.length, row);
            for (int tree = start; tree < end; tree++) {
                out[r * width + tree - start] = forest.leafNumber(tree, forest.leaf(tree, row, 0));
            }
        }
    }

    /// Copies a row; the library takes numbers this close to zero for zero before its trees see them.
    static void flushed(double[] matrix, int offset, double[] row) {
        for (int f = 0; f < row.length; f++) {
            double x = matrix[offset + f];
            row[f] = Math.abs(x) <= ZERO ? 0 : x;
        }
    }

    /// Turns the sums of one row into its prediction, in place.
    ///
    /// @param rounds boosting rounds in the sum
    private void finish(double[] out, int at, int rounds) {
        int groups = facts.groups();
        if (facts.averaged()) {
            for (int i = at; i < at + groups; i++) {
                out[i] /= rounds;
            }
        }
        facts.objective().transform(out, at, groups);
    }

    private double slow(int tree, double[] row) {
        int leaf = forest.leaf(tree, row, 0);
        LinearLeaves leaves = linear[tree];
        double value = forest.value(leaf);
        return leaves == null ? value : leaves.value(forest.leafNumber(tree, leaf), value, row, 0);
    }

    private boolean quick(FastForest layout, int tree) {
        return linear[tree] == null && layout.has(tree);
    }

    @Override
    public RowScorer scorer() {
        return new Scorer();
    }

    private LightgbmContributions explained() {
        if (hasLinear) {
            throw new IllegalArgumentException("contributions do not exist for linear trees");
        }
        return contributions;
    }

    @Override
    public void contributions(double[] matrix, int rows, double[] background, int backgroundRows, double[] out) {
        explained().against(matrix, rows, background, backgroundRows, out);
    }

    /// Working memory for the sums of a block of rows.
    private final class Sums {
        private final int groups = facts.groups();
        private final FastForest layout = fast.value();
        private final RowBlock block;
        private final double[] perRow;
        private final double[] row = new double[features()];

        private Sums(int rows) {
            block = layout.block(rows);
            perRow = new double[block.capacity()];
        }

        private void block(double[] matrix, int first, int rows, int start, int end, int divisor, double[] out) {
            block.take(matrix, first, rows);
            Arrays.fill(out, first * groups, (first + rows) * groups, 0);
            for (int tree = start; tree < end; tree++) {
                int group = forest.group(tree);
                if (quick(layout, tree)) {
                    block.tree(tree, perRow);
                    for (int r = 0; r < rows; r++) {
                        out[(first + r) * groups + group] += perRow[r];
                    }
                } else {
                    for (int r = 0; r < rows; r++) {
                        flushed(matrix, (first + r) * row.length, row);
                        out[(first + r) * groups + group] += slow(tree, row);
                    }
                }
            }
            for (int r = first; divisor > 0 && r < first + rows; r++) {
                finish(out, r * groups, divisor);
            }
        }
    }

    /// Working memory for one row at a time.
    private final class Scorer implements RowScorer {
        private final int groups = facts.groups();
        private final FastForest layout = fast.value();
        private final OneRow one = layout.row();
        private final boolean whole = layout.whole() && !hasLinear;
        private final double[] perTree = new double[forest.trees()];
        private final double[] wide = new double[features()];

        @Override
        public void score(double[] row, double[] out) {
            one.score(row, perTree);
            if (!whole) {
                flushed(row, 0, wide);
            }
            finish(out);
        }

        @Override
        public void score(float[] row, double[] out) {
            one.score(row, perTree);
            if (!whole) {
                for (int f = 0; f < wide.length; f++) {
                    wide[f] = row[f];
                }
                flushed(wide, 0, wide);
            }
            finish(out);
        }

        private void finish(double[] out) {
            if (whole && groups == 1) {
                double sum = 0;
                for (double value : perTree) {
                    sum += value;
                }
                out[0] = sum;
            } else {
                several(out);
            }
            LightgbmModel.this.finish(out, 0, rounds());
        }

        private void several(double[] out) {
            Arrays.fill(out, 0, groups, 0);
            for (int tree = 0; tree < perTree.length; tree++) {
                out[forest.group(tree)] += quick(layout, tree) ? perTree[tree] : slow(tree, wide);
            }
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
