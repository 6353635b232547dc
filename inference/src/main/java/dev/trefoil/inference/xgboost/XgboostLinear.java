package dev.trefoil.inference.xgboost;

import dev.trefoil.inference.runtime.ModelDescription;
import dev.trefoil.inference.runtime.NumberType;
import dev.trefoil.inference.runtime.PredictOptions;
import dev.trefoil.inference.runtime.RowScorer;
import dev.trefoil.inference.runtime.WideningScorer;
import java.util.List;
import java.util.Map;

/// The booster `gblinear`: weights by feature and output, bias last. Missing values add nothing. Where outputs have
/// different base scores, the library adds the first to all of them, and so does this.
final class XgboostLinear implements XgboostModel {
    private final XgboostFacts facts;
    private final float[] weights;
    private final int rounds;
    private final float base;

    XgboostLinear(XgboostFacts facts, float[] weights, int rounds, float[] base) {
        this.facts = facts;
        this.weights = weights;
        this.rounds = rounds;
        this.base = base[0];
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
            case LEAVES -> throw new IllegalArgumentException("a linear model has no leaves");
            case CONTRIBUTIONS -> (facts.features() + 1) * facts.groups();
        };
    }

    @Override
    public void compute(double[] matrix, int rows, PredictOptions options, double[] out) {
        int features = facts.features();
        int groups = facts.groups();
        int width = width(options);
        if (options.from() != 0) {
            throw new IllegalArgumentException("a linear model has no ranges of iterations");
        }
        double[] margins = new double[groups];
        for (int r = 0; r < rows; r++) {
            int at = r * features;
            if (options.kind() == PredictOptions.Kind.CONTRIBUTIONS) {
                contributions(matrix, at, out, r * width);
                continue;
            }
            for (int g = 0; g < groups; g++) {
                float sum = weights[features * groups + g] + base;
                for (int f = 0; f < features; f++) {
                    float x = (float) matrix[at + f];
                    if (!Float.isNaN(x)) {
                        sum += x * weights[f * groups + g];
                    }
                }
                margins[g] = sum;
            }
            if (options.kind() == PredictOptions.Kind.VALUE) {
                facts.transform().transform(margins, 0, groups);
            }
            System.arraycopy(margins, 0, out, r * width, width);
        }
    }

    @Override
    public void contributions(double[] matrix, int rows, double[] background, int backgroundRows, double[] out) {
        compute(matrix, rows, PredictOptions.CONTRIBUTIONS, out);
        int stride = features() + 1;
        for (int g = 0; g < facts.groups(); g++) {
            for (int f = 0; f < stride - 1; f++) {
                double mean = 0;
                for (int r = 0; r < backgroundRows; r++) {
                    double x = background[r * (stride - 1) + f];
                    mean += (Double.isNaN(x) ? 0 : x * weights[f * facts.groups() + g]) / backgroundRows;
                }
                for (int r = 0; r < rows; r++) {
                    out[(r * facts.groups() + g) * stride + f] -= mean;
                    out[(r * facts.groups() + g) * stride + stride - 1] += mean;
                }
            }
        }
    }

    @Override
    public RowScorer scorer() {
        return new WideningScorer(this);
    }

    private void contributions(double[] matrix, int at, double[] out, int first) {
        int features = facts.features();
        int groups = facts.groups();
        for (int g = 0; g < groups; g++) {
            int to = first + g * (features + 1);
            for (int f = 0; f < features; f++) {
                float x = (float) matrix[at + f];
                out[to + f] = !Float.isNaN(x) ? x * weights[f * groups + g] : 0;
            }
            out[to + features] = weights[features * groups + g] + base;
        }
    }

    @Override
    public ModelDescription description() {
        return new ModelDescription(
                "xgboost",
                facts.version(),
                facts.objective(),
                facts.transform().task(),
                number(),
                features(),
                featureNames(),
                width(PredictOptions.VALUE),
                0,
                rounds,
                0,
                weights.length,
                Map.of("booster", "gblinear"));
    }
}
