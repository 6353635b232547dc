package dev.trefoil.core.metric;

import java.util.function.Supplier;

/// The metrics of the order of scores.
final class SweepFolds {
    private SweepFolds() {}

    static Supplier<ScoreSweep.Fold> auc() {
        return Area::new;
    }

    static Supplier<ScoreSweep.Fold> averagePrecision() {
        return Steps::new;
    }

    static Supplier<ScoreSweep.Fold> recallAtPrecision(double minPrecision) {
        return () -> new Kept(minPrecision);
    }

    static Supplier<ScoreSweep.Fold> lift(double share) {
        return () -> new Top(share);
    }

    private static final class Area implements ScoreSweep.Fold {
        private double up;
        private double down;
        private double area;

        @Override
        public void point(double truePositives, double falsePositives) {
            area += (falsePositives - down) * 0.5 * (truePositives + up);
            up = truePositives;
            down = falsePositives;
        }

        @Override
        public double result(double positives, double negatives) {
            return area / (positives * negatives);
        }

        @Override
        public boolean onlyPositives() {
            return false;
        }
    }

    private static final class Steps implements ScoreSweep.Fold {
        private double up;
        private double sum;

        @Override
        public void point(double truePositives, double falsePositives) {
            if (truePositives > up) {
                sum += (truePositives - up) * truePositives / (truePositives + falsePositives);
                up = truePositives;
            }
        }

        @Override
        public double result(double positives, double negatives) {
            return sum / positives;
        }

        @Override
        public boolean onlyPositives() {
            return true;
        }
    }

    private static final class Kept implements ScoreSweep.Fold {
        private final double minPrecision;
        private double best;

        Kept(double minPrecision) {
            this.minPrecision = minPrecision;
        }

        @Override
        public void point(double truePositives, double falsePositives) {
            if (truePositives >= minPrecision * (truePositives + falsePositives)) {
                best = Math.max(best, truePositives);
            }
        }

        @Override
        public double result(double positives, double negatives) {
            return best / positives;
        }

        @Override
        public boolean onlyPositives() {
            return true;
        }
    }

    /// Keeps the whole curve, because how many rows the top share has is known only at the end.
    private static final class Top implements ScoreSweep.Fold {
        private final double share;
        private double[] up = new double[64];
        private double[] all = new double[64];
        private int size;

        Top(double share) {
            this.share = share;
        }

        @Override
        public void point(double truePositives, double falsePositives) {
            if (size == up.length) {
                up = java.util.Arrays.copyOf(up, 2 * size);
                all = java.util.Arrays.copyOf(all, 2 * size);
            }
            up[size] = truePositives;
            all[size++] = truePositives + falsePositives;
        }

        @Override
        public double result(double positives, double negatives) {
            double rows = share * (positives + negatives);
            int at = java.util.Arrays.binarySearch(all, 0, size, rows);
            at = at < 0 ? -at - 1 : at;
            while (at > 0 && all[at - 1] >= rows) {
                at--;
            }
            double upBefore = at == 0 ? 0 : up[at - 1];
            double allBefore = at == 0 ? 0 : all[at - 1];
            double part = all[at] == allBefore ? 0 : (rows - allBefore) / (all[at] - allBefore);
            double found = upBefore + part * (up[at] - upBefore);
            return (found / rows) / (positives / (positives + negatives));
        }

        @Override
        public boolean onlyPositives() {
            return false;
        }
    }
}
