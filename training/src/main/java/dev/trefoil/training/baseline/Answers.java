package dev.trefoil.training.baseline;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// What a model or baseline answers for rows: scores (a probability or any ranking for two classes, a
/// probability per
/// class for several, a number for regression), row after row, and its decisions where it takes them otherwise
/// than by
/// a threshold on its score.
public final class Answers {
    private final double[] scores;
    private final @Nullable BitSet decisions;

    public Answers(double[] scores, @Nullable BitSet decisions) {
        this.scores = scores;
        this.decisions = decisions;
    }

    /// The array itself.
    public double[] scores() {
        return scores;
    }

    /// The rows on which it acts; null where a threshold on the score decides.
    public @Nullable BitSet decisions() {
        return decisions;
    }
}
