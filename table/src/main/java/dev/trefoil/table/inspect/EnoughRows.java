package dev.trefoil.table.inspect;

import dev.trefoil.core.hypothesis.SampleSize;
import dev.trefoil.core.signature.Task;

/// How many rows let a verdict come out. A fifth of them is hold-out, and its 95 % interval should be no wider
/// than what one asks for:
///
/// - two classes: an AUC of 0.75 known to ±0.08, by the standard error of Hanley and McNeil at the share of the
/// - several classes: a share of right answers of 0.7 known to ±0.08, and ten rows of the rarest class;
/// - a number: the mean squared error known to ±30 %, if errors are normal.
final class EnoughRows {
    private static final double HOLDOUT = 0.2;
    private static final SampleSize SIZE = new SampleSize(0.05, 0.8);

    private EnoughRows() {}

    static long of(LabelLook label) {
        double holdout = switch (label.task()) {
            case BINARY -> SIZE.aucWithin(0.75, Math.min(label.positiveShare(), 1 - label.positiveShare()), 0.08);
            case MULTICLASS -> Math.max(SIZE.rateWithin(0.7, 0.08), 10 / label.rarest());
            case REGRESSION -> SIZE.meanSquareWithin(0.3);
        };
        double rows = holdout / HOLDOUT;
        double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(rows)) - 1));
        return (long) (Math.ceil(rows / unit) * unit);
    }

    /// The words for what an estimate of this many rows can tell.
    static String sentence(Task task, long rows, long enough) {
        long holdout = Math.round(rows * HOLDOUT);
        return rows + " rows leave a hold-out of " + holdout
                + ", few for a verdict, which may well be 'inconclusive'; about "
                + enough + " rows would do"
                + (task == Task.BINARY ? " (an AUC of 0.75 known to within 0.08)" : "");
    }
}
