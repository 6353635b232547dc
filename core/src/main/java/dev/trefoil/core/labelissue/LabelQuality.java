package dev.trefoil.core.labelissue;

import java.util.Locale;

/// How believable a given label is, in [0, 1]; low is suspicious. As in cleanlab 2.9.
public enum LabelQuality {
    /// The probability of the given label.
    SELF_CONFIDENCE,
    /// How far it is above the most probable other class, moved into [0, 1].
    NORMALIZED_MARGIN,
    /// One that grows with the model's own certainty: small when a sure model disagrees.
    CONFIDENCE_WEIGHTED_ENTROPY;

    private static final double FLOOR = 1e-6;

    /// The name in commands and method ids.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public double score(LabelledRows rows, int row) {
        int given = rows.label(row);
        double own = rows.probability(row, given);
        return switch (this) {
            case SELF_CONFIDENCE -> own;
            case NORMALIZED_MARGIN -> {
                double other = Double.NEGATIVE_INFINITY;
                for (int k = 0; k < rows.classes(); k++) {
                    other = k == given ? other : Math.max(other, rows.probability(row, k));
                }
                yield (own - other + 1) / 2;
            }
            case CONFIDENCE_WEIGHTED_ENTROPY -> {
                double entropy = 0;
                for (int k = 0; k < rows.classes(); k++) {
                    double p = rows.probability(row, k);
                    entropy -= p == 0 ? 0 : p * Math.log(p);
                }
                double share = entropy / Math.log(rows.classes()) / Math.max(FLOOR, own);
                yield Math.log(share + 1) / Math.max(FLOOR, share);
            }
        };
    }

    /// Of all rows.
    public double[] scores(LabelledRows rows) {
        double[] scores = new double[rows.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = score(rows, i);
        }
        return scores;
    }
}
