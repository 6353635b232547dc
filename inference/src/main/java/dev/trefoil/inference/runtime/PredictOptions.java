package dev.trefoil.inference.runtime;

/// Which answer is wanted, and from which boosting rounds.
///
/// @param from first boosting round, from 0
/// @param to round after the last; 0 for the model's own default (all of them)
public record PredictOptions(Kind kind, int from, int to) {
    /// The plain prediction.
    public static final PredictOptions VALUE = new PredictOptions(Kind.VALUE, 0, 0);

    /// The sum before the objective's transformation.
    public static final PredictOptions RAW = new PredictOptions(Kind.RAW, 0, 0);

    /// The leaf each tree ends in.
    public static final PredictOptions LEAVES = new PredictOptions(Kind.LEAVES, 0, 0);

    /// What each feature adds to the raw prediction.
    public static final PredictOptions CONTRIBUTIONS = new PredictOptions(Kind.CONTRIBUTIONS, 0, 0);

    public PredictOptions {
        if (from < 0 || to < 0 || (to != 0 && to <= from)) {
            throw new IllegalArgumentException("iterations " + from + ".." + to + " are not a range; the first is 0");
        }
    }

    public PredictOptions iterations(int first, int end) {
        return new PredictOptions(kind, first, end);
    }

    /// What is asked of the model.
    public enum Kind {
        VALUE,
        RAW,
        LEAVES,
        CONTRIBUTIONS
    }
}
