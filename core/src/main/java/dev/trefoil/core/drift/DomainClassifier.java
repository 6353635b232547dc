package dev.trefoil.core.drift;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.forest.FeatureTable;
import dev.trefoil.core.forest.Forest;
import dev.trefoil.core.interval.DeLong;
import dev.trefoil.core.verdict.Estimate;
import java.util.SplittableRandom;

/// Drift of all columns together: can a classifier tell the current rows from the reference? Extremely
/// randomised trees, five folds, AUC of the pooled out-of-fold scores. Times are left out; missing values are a
/// value of their own.
///
/// @param seed same rows and seed, same answer
/// @param least AUC from which a difference matters
public record DomainClassifier(long seed, double least) {
    private static final double MOST_RATIO = 50;

    public DomainClassifier {
        if (!(least >= 0.5 && least < 1)) {
            throw new IllegalArgumentException("the least AUC lies in [0.5, 1), not " + least);
        }
    }

    /// AUC 0.55.
    public DomainClassifier(long seed) {
        this(seed, 0.55);
    }

    /// The AUC with DeLong's interval. The rows drifted when the whole interval is above 0.5 and the value above
    /// [#least].
    public Estimate separation(ColumnBatch reference, ColumnBatch current) {
        int n = reference.rows();
        int m = current.rows();
        FeatureTable features = FeatureTable.of(reference, current);
        if (features.columns() == 0 || n < 2 * Forest.FOLDS || m < 2 * Forest.FOLDS) {
            return Estimate.none("domain-classifier/too-few-rows");
        }
        double[] truth = new double[n + m];
        java.util.Arrays.fill(truth, n, n + m, 1);
        double[] score = scores(features, truth, n);
        Estimate auc = DeLong.auc(score, truth, 0.95);
        return new Estimate(
                auc.value(),
                auc.low(),
                auc.high(),
                auc.n(),
                auc.clusters(),
                "domain-classifier-auc/extra-trees-delong",
                0.95);
    }

    /// The same as a finding about all columns.
    public DriftFinding judge(ColumnBatch reference, ColumnBatch current) {
        Estimate auc = separation(reference, current);
        boolean drifted = auc.hasInterval() && auc.low() > 0.5 && auc.value() >= least;
        return new DriftFinding(
                "*", auc.method(), auc.value(), Math.max(0.5, auc.value()), Double.NaN, Double.NaN, drifted);
    }

    /// How many times more often a row like this is among the current rows than in the reference, for each row
    /// of the reference: the odds of the classifier's score, by trees that have not seen the row. Between 1/50
    /// and 50. All 1 where there are too few rows to learn from.
    public double[] densityRatio(ColumnBatch reference, ColumnBatch current) {
        int n = reference.rows();
        int m = current.rows();
        double[] ratio = new double[n];
        java.util.Arrays.fill(ratio, 1);
        FeatureTable features = FeatureTable.of(reference, current);
        if (features.columns() == 0 || n < 2 * Forest.FOLDS || m < 2 * Forest.FOLDS) {
            return ratio;
        }
        double[] truth = new double[n + m];
        java.util.Arrays.fill(truth, n, n + m, 1);
        double[] score = scores(features, truth, n);
        for (int i = 0; i < n; i++) {
            ratio[i] = Math.clamp(score[i] / (1 - score[i]) * n / m, 1 / MOST_RATIO, MOST_RATIO);
        }
        return ratio;
    }

    private double[] scores(FeatureTable features, double[] truth, int reference) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] fold = new int[truth.length];
        Forest.folds(fold, 0, reference, random);
        Forest.folds(fold, reference, truth.length, random);
        return Forest.outOfFold(features, truth, fold, random);
    }
}
