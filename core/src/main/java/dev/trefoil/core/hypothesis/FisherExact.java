package dev.trefoil.core.hypothesis;

import dev.trefoil.core.distribution.Gamma;

/// Fisher's exact test of a 2 × 2 table.
public final class FisherExact {
    /// Tables this much more probable than the one seen still count as equally probable.
    private static final double SLACK = 1 + 1e-14;

    private FisherExact() {}

    /// Two-sided p: the probability of all tables with the same margins that are no more probable. The statistic is
    /// the odds ratio of the sample, a·d / (b·c).
    public static TestResult test(long a, long b, long c, long d) {
        if (a < 0 || b < 0 || c < 0 || d < 0) {
            throw new IllegalArgumentException("a count is at least 0");
        }
        double odds = (double) a * d / ((double) b * c);
        long row = a + b;
        long column = a + c;
        long total = row + c + d;
        if (row == 0 || column == 0 || row == total || column == total) {
            return new TestResult(Double.NaN, 1, "fisher-exact/sample-odds");
        }
        double log = Gamma.logChoose((double) total, (double) column);
        double seen = probability(a, row, column, total, log);
        double p = 0;
        for (long k = Math.max(0, row + column - total); k <= Math.min(row, column); k++) {
            double chance = probability(k, row, column, total, log);
            p += chance <= seen * SLACK || Math.abs(chance - seen) <= 1e-10 * seen ? chance : 0;
        }
        return new TestResult(odds, Math.min(1, p), "fisher-exact/sample-odds");
    }

    private static double probability(long k, long row, long column, long total, double log) {
        return Math.exp(Gamma.logChoose((double) row, (double) k)
                + Gamma.logChoose((double) (total - row), (double) (column - k))
                - log);
    }
}
