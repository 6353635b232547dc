package dev.trefoil.inference.xgboost;

import dev.trefoil.inference.runtime.CategoryCodes;
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

/// Boosted trees (`gbtree`) and trees with weights (`dart`). Sums are single-precision, tree after tree, as the
/// library's CPU predictor takes them.
final class XgboostForest implements XgboostModel {
    private final XgboostFacts facts;
    private final Forest forest;
    private final Once<FastForest> fast;
    private final int[] iterations;
    private final float[] weights;
    private final float[] base;
    private final XgboostContributions contributions;

    XgboostForest(XgboostFacts facts, Forest forest, int[] iterations, float[] weights, float[] base) {
        this.facts = facts;
        this.forest = forest;
        this.fast = new Once<>(() -> FastForest.singles(forest));
        this.iterations = iterations;
        this.weights = weights;
        this.base = base;
        this.contributions = new XgboostContributions(facts, forest, weights, base);
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
    public CategoryCodes categories() {
        return facts.categories();
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
            case LEAVES -> lastTree(options) - firstTree(options);
            case CONTRIBUTIONS -> (facts.features() + 1) * facts.groups();
        };
    }

    private int firstTree(PredictOptions options) {
        lastTree(options);
        return iterations[options.from()];
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
        int start = firstTree(options);
        int end = lastTree(options);
        switch (options.kind()) {
            case LEAVES -> leaves(matrix, rows, start, end, out);
            case CONTRIBUTIONS -> contributions.compute(matrix, rows, start, end, out);
            case RAW, VALUE -> {
                boolean transformed = options.kind() == PredictOptions.Kind.VALUE;
                Sums sums = new Sums(rows);
                int block = sums.block.capacity();
                for (int first = 0; first < rows; first += block) {
                    sums.block(matrix, first, Math.min(block, rows - first), start, end, transformed, out);
                }
            }
        }
    }

    private void leaves(double[] matrix, int rows, int start, int end, double[] out) {
        double[] row = new double[features()];
        int width = end - start;
        for (int r = 0; r < rows; r++) {
            singles(matrix, r * row.length, row);
            for (int tree = start; tree < end; tree++) {
                out[r * width + tree - start] = forest.leafNumber(tree, forest.leaf(tree, row, 0));
            }
        }
    }

    /// Copies a row, rounded to single precision.
    static void singles(double[] matrix, int offset, double[] row) {
        for (int f = 0; f < row.length; f++) {
            row[f] = (float) matrix[offset + f];
        }
    }

    private float weighted(int tree, double value) {
        float leaf = (float) value;
        return weights.length == 0 ? leaf : (0f + leaf) * weights[tree];
    }

    @Override
    public void contributions(double[] matrix, int rows, double[] background, int backgroundRows, double[] out) {
        contributions.against(matrix, rows, background, backgroundRows, out);
    }

    @Override
    public RowScorer scorer() {
        return new Scorer();
    }

    /// Working memory for the sums of a block of rows.
    private final class Sums {
        private final int groups = facts.groups();
        private final FastForest layout = fast.value();
        private final RowBlock block;
        private final double[] perRow;
        private final float[] sums;
        private final double[] margins = new double[groups];
        private final double[] row = new double[features()];

        private Sums(int rows) {
            block = layout.block(rows);
            perRow = new double[block.capacity()];
            sums = new float[groups * block.capacity()];
        }

        private void block(
                double[] matrix, int first, int rows, int start, int end, boolean transformed, double[] out) {
            block.take(matrix, first, rows);
            for (int r = 0; r < rows; r++) {
                System.arraycopy(base, 0, sums, r * groups, groups);
            }
            for (int tree = start; tree < end; tree++) {
                add(tree, matrix, first, rows);
            }
            int width = transformed ? facts.transform().width(groups) : groups;
            for (int r = 0; r < rows; r++) {
                for (int g = 0; g < groups; g++) {
                    margins[g] = sums[r * groups + g];
                }
                if (transformed) {
                    facts.transform().transform(margins, 0, groups);
                }
                System.arraycopy(margins, 0, out, (first + r) * width, width);
            }
        }

        private void add(int tree, double[] matrix, int first, int rows) {
            int group = forest.group(tree);
            if (layout.has(tree)) {
                block.tree(tree, perRow);
                for (int r = 0; r < rows; r++) {
                    sums[r * groups + group] += weighted(tree, perRow[r]);
                }
                return;
            }
            for (int r = 0; r < rows; r++) {
                singles(matrix, (first + r) * row.length, row);
                int leaf = forest.leaf(tree, row, 0);
                if (forest.leafWidth() > 1) {
                    for (int g = 0; g < groups; g++) {
                        sums[r * groups + g] += (float) forest.value(leaf, g);
                    }
                } else {
                    sums[r * groups + group] += weighted(tree, forest.value(leaf));
                }
            }
        }
    }

    /// Working memory for one row at a time.
    private final class Scorer implements RowScorer {
        private final int groups = facts.groups();
        private final FastForest layout = fast.value();
        private final OneRow one = layout.row();
        private final boolean whole = layout.whole();
        private final double[] perTree = new double[forest.trees()];
        private final float[] sums = new float[groups];
        private final double[] margins = new double[groups];
        private final double[] single = new double[features()];

        @Override
        public void score(double[] row, double[] out) {
            one.score(row, perTree);
            if (!whole) {
                singles(row, 0, single);
            }
            finish(out);
        }

        @Override
        public void score(float[] row, double[] out) {
            one.score(row, perTree);
            for (int f = 0; !whole && f < single.length; f++) {
                single[f] = row[f];
            }
            finish(out);
        }

        private void finish(double[] out) {
            if (whole && groups == 1) {
                sums[0] = single();
            } else {
                several();
            }
            for (int g = 0; g < groups; g++) {
                margins[g] = sums[g];
            }
            facts.transform().transform(margins, 0, groups);
            System.arraycopy(margins, 0, out, 0, facts.transform().width(groups));
        }

        private float single() {
            float sum = base[0];
            for (int tree = 0; tree < perTree.length; tree++) {
                sum += weighted(tree, perTree[tree]);
            }
            return sum;
        }

        private void several() {
            System.arraycopy(base, 0, sums, 0, groups);
            for (int tree = 0; tree < perTree.length; tree++) {
                if (layout.has(tree)) {
                    sums[forest.group(tree)] += weighted(tree, perTree[tree]);
                } else {
                    slow(tree);
                }
            }
        }

        private void slow(int tree) {
            int leaf = forest.leaf(tree, single, 0);
            if (forest.leafWidth() == 1) {
                sums[forest.group(tree)] += weighted(tree, forest.value(leaf));
                return;
            }
            for (int g = 0; g < groups; g++) {
                sums[g] += (float) forest.value(leaf, g);
            }
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
        if (facts.featureTypes().contains("c")) {
            long categories = facts.featureTypes().stream().filter("c"::equals).count();
            more.put("categorical features", Long.toString(categories));
        }
        if (base.length > 0) {
            more.put("base margin", base.length == 1 ? Float.toString(base[0]) : Arrays.toString(base));
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
