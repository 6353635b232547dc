package dev.trefoil.training.baseline;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.training.sample.Target;

/// The same answer for every row: the share of each class so far, or the mean.
public record Majority() implements Baseline {
    @Override
    public String id() {
        return "majority";
    }

    @Override
    public Answers answer(ColumnBatch past, ColumnBatch rows, Target target) {
        double[] one = prior(target.truth(past), target);
        double[] scores = new double[rows.rows() * one.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = one[i % one.length];
        }
        return new Answers(scores, null);
    }

    /// The answer for one row: rate of the positive class, share of each class, or mean.
    static double[] prior(double[] truth, Target target) {
        double[] sums = new double[target.width()];
        int known = 0;
        for (double value : truth) {
            if (!Double.isNaN(value)) {
                known++;
                switch (target.task()) {
                    case BINARY, REGRESSION -> sums[0] += value;
                    case MULTICLASS -> sums[(int) value]++;
                }
            }
        }
        if (known == 0) {
            throw new IllegalArgumentException("no row before has a label '" + target.column() + "'");
        }
        for (int k = 0; k < sums.length; k++) {
            sums[k] /= known;
        }
        return sums;
    }
}
