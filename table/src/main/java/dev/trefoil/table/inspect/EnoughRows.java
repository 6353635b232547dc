package dev.trefoil.table.inspect;

import dev.trefoil.core.signature.Task;

/// How many rows let a verdict come out. A fifth of them is hold-out, and its 95 % interval should be no wider than
/// what one asks for:
///
/// - two classes: an AUC of 0.75 known to ±0.08, by the standard error of Hanley and McNeil at the share of the
///   rarer class;
/// - several classes: a share of right answers of 0.7 known to ±0.08, and ten rows of the rarest class;
/// - a number: the mean squared error known to ±30 %, if errors are normal.
final class EnoughRows {
    private static final double HOLDOUT = 0.2;
    private static final double Z = 1.959963984540054;

    private EnoughRows() {}

    static long of(LabelLook label) {
        double holdout = switch (label.task()) {
            case BINARY -> auc(Math.min(label.positiveShare(), 1 - label.positiveShare()));
            case MULTICLASS -> Math.max(Z * Z * 0.21 / 0.0064, 10 / label.rarest());
            case REGRESSION -> 2 * (Z / 0.3) * (Z / 0.3);
        };
        double rows = holdout / HOLDOUT;
        double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(rows)) - 1));
        return (long) (Math.ceil(rows / unit) * unit);
    }

    private static double auc(double share) {
        double a = 0.75;
        double q1 = a / (2 - a);
        double q2 = 2 * a * a / (1 + a);
        double n = 20;
        while (true) {
            double positives = n * share;
            double negatives = n - positives;
            double variance = (a * (1 - a) + (positives - 1) * (q1 - a * a) + (negatives - 1) * (q2 - a * a))
                    / (positives * negatives);
            if (positives >= 2 && Z * Math.sqrt(variance) <= 0.08) {
                return n;
            }
            n *= 1.02;
        }
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
