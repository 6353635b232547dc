package dev.trefoil.core.metric;

import java.util.Arrays;
import java.util.function.Supplier;

/// A metric of the order of scores: walks from the highest score down, several resamples side by side.
final class ScoreSweep implements Prepared {
    /// Hears the running counts after each distinct score; one per resample.
    interface Fold {
        /// Weight of positives and negatives at or above this score.
        void point(double truePositives, double falsePositives);

        double result(double positives, double negatives);

        /// True when scores at which no positive row stands may be skipped.
        boolean onlyPositives();
    }

    private static final int LANES = 8;

    private final int[] group;
    private final boolean[] positive;
    private final boolean[] last;
    private final double[] weight;
    private final Supplier<Fold> fold;

    ScoreSweep(Scored rows, Grouping grouping, ScoreOrder order, Supplier<Fold> fold) {
        int n = order.size();
        this.group = new int[n];
        this.positive = new boolean[n];
        this.last = new boolean[n];
        this.weight = rows.weighted() ? new double[n] : new double[0];
        this.fold = fold;
        for (int i = 0; i < n; i++) {
            int place = n - 1 - i;
            int row = order.row(place);
            group[i] = grouping.groupOfRow()[row];
            positive[i] = rows.positive(row);
            last[i] = place == 0 || order.lastOfEquals(place - 1);
            if (weight.length > 0) {
                weight[i] = rows.weight(row);
            }
        }
    }

    @Override
    public double value(double[] multiplicity) {
        double[] into = new double[1];
        values(new double[][] {multiplicity}, into);
        return into[0];
    }

    @Override
    public void values(double[][] multiplicities, double[] into) {
        for (int from = 0; from < multiplicities.length; from += LANES) {
            walk(multiplicities, from, Math.min(LANES, multiplicities.length - from), into);
        }
    }

    private void walk(double[][] multiplicities, int from, int lanes, double[] into) {
        int groups = multiplicities[from].length;
        double[] times = new double[groups * LANES];
        Fold[] folds = new Fold[lanes];
        Arrays.setAll(folds, _ -> fold.get());
        for (int lane = 0; lane < lanes; lane++) {
            for (int g = 0; g < groups; g++) {
                times[g * LANES + lane] = multiplicities[from + lane][g];
            }
        }
        boolean skip = folds[0].onlyPositives();
        double[] up = new double[LANES];
        double[] down = new double[LANES];
        boolean changed = false;
        for (int i = 0; i < group.length; i++) {
            int at = group[i] * LANES;
            double[] side = positive[i] ? up : down;
            double w = weight.length > 0 ? weight[i] : 1;
            for (int lane = 0; lane < LANES; lane++) {
                side[lane] += w * times[at + lane];
            }
            changed |= positive[i] || !skip;
            if (last[i] && changed) {
                for (int lane = 0; lane < lanes; lane++) {
                    folds[lane].point(up[lane], down[lane]);
                }
                changed = false;
            }
        }
        for (int lane = 0; lane < lanes; lane++) {
            into[from + lane] = folds[lane].result(up[lane], down[lane]);
        }
    }
}
