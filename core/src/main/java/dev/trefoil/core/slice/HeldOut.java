package dev.trefoil.core.slice;

import dev.trefoil.core.distribution.Gamma;
import dev.trefoil.core.distribution.StudentT;
import dev.trefoil.core.verdict.Estimate;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Whether a slice errs more than the rest on the rows in which it was not searched: Welch's t between independent
/// rows; where rows come in clusters, Student's t on the differences within clusters that have rows in both, or, where
/// a cluster is all inside or all outside, Welch's t between the means of clusters.
final class HeldOut {
    private static final int FEWEST_CLUSTERS = 5;

    private final double[] errors;
    private final int @Nullable [] clusters;
    private final BitSet searched;
    private final double confidence;

    HeldOut(double[] errors, int @Nullable [] clusters, BitSet searched, double confidence) {
        this.errors = errors;
        this.clusters = clusters;
        this.searched = searched;
        this.confidence = confidence;
    }

    /// @param rows all rows of the slice, searched or not
    SliceSearch.Found judge(SliceLine.Finding finding, BitSet rows) {
        Tally inside = new Tally();
        Tally outside = new Tally();
        double all = 0;
        for (int row = 0; row < errors.length; row++) {
            if (rows.get(row)) {
                all += errors[row];
            }
            if (!searched.get(row)) {
                (rows.get(row) ? inside : outside).add(errors[row]);
            }
        }
        double gap = inside.mean() - outside.mean();
        Compared compared =
                clusters == null ? rows(inside, outside, "slice-excess/welch-held-out") : clusters(rows, clusters);
        double spread = Math.sqrt(inside.variance() + outside.variance());
        Estimate excess = compared.estimate(confidence, inside.n + outside.n);
        return new SliceSearch.Found(
                finding.traits(),
                rows,
                all / rows.cardinality(),
                finding.score(),
                excess,
                spread > 0 ? Math.sqrt(2) * gap / spread : Double.NaN,
                compared.p(),
                Double.NaN);
    }

    /// @param error standard error of the gap; 0 where nothing varies, NaN where there is too little to tell
    /// @param units independent units behind the difference
    /// @param sharp chance of the gap where nothing varies on either side
    private record Compared(double gap, double error, double degrees, long units, double sharp, String method) {
        double p() {
            return error > 0 ? StudentT.upper(gap / error, degrees) : error == 0 && gap > 0 ? sharp : 1;
        }

        Estimate estimate(double confidence, long n) {
            double half = error > 0 ? StudentT.quantile(0.5 + confidence / 2, degrees) * error : Double.NaN;
            String why = error > 0
                    ? ""
                    : Double.isNaN(gap)
                            ? "/undefined:too-few-rows"
                            : error == 0 ? "/no-interval:no-variation" : "/no-interval:too-few-rows";
            return new Estimate(gap, gap - half, gap + half, n, units, method + why, confidence);
        }
    }

    private static Compared rows(Tally inside, Tally outside, String method) {
        double a = inside.variance() / inside.n;
        double b = outside.variance() / outside.n;
        double degrees = (a + b) * (a + b) / (a * a / (inside.n - 1) + b * b / (outside.n - 1));
        boolean enough = inside.n >= 2 && outside.n >= 2;
        double orders = Gamma.logChoose(inside.n + outside.n, inside.n);
        return new Compared(
                inside.mean() - outside.mean(),
                enough ? Math.sqrt(a + b) : Double.NaN,
                degrees,
                inside.n + outside.n,
                Math.exp(-orders),
                method);
    }

    private Compared clusters(BitSet rows, int[] ids) {
        int units = 0;
        for (int id : ids) {
            units = Math.max(units, id + 1);
        }
        Tally[] in = new Tally[units];
        Tally[] out = new Tally[units];
        for (int row = 0; row < errors.length; row++) {
            if (!searched.get(row)) {
                Tally[] side = rows.get(row) ? in : out;
                if (side[ids[row]] == null) {
                    side[ids[row]] = new Tally();
                }
                side[ids[row]].add(errors[row]);
            }
        }
        Tally gaps = new Tally();
        Tally within = new Tally();
        Tally without = new Tally();
        for (int unit = 0; unit < units; unit++) {
            if (in[unit] != null && out[unit] != null) {
                gaps.add(in[unit].mean() - out[unit].mean());
            } else if (in[unit] != null) {
                within.add(in[unit].mean());
            } else if (out[unit] != null) {
                without.add(out[unit].mean());
            }
        }
        if (gaps.n < FEWEST_CLUSTERS && within.n >= FEWEST_CLUSTERS && without.n >= FEWEST_CLUSTERS) {
            return rows(within, without, "slice-excess/cluster-means-welch-held-out");
        }
        double error = gaps.n >= FEWEST_CLUSTERS ? Math.sqrt(gaps.variance() / gaps.n) : Double.NaN;
        return new Compared(
                gaps.mean(),
                error,
                gaps.n - 1.0,
                gaps.n,
                Math.pow(0.5, gaps.n),
                "slice-excess/cluster-paired-t-held-out");
    }

    /// Number, mean and squared deviations of some errors.
    private static final class Tally {
        private int n;
        private double mean;
        private double squares;

        void add(double value) {
            n++;
            double away = value - mean;
            mean += away / n;
            squares += away * (value - mean);
        }

        double mean() {
            return n == 0 ? Double.NaN : mean;
        }

        double variance() {
            return n < 2 ? Double.NaN : squares / (n - 1);
        }
    }
}
