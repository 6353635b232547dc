package dev.trefoil.core.hypothesis;

import dev.trefoil.core.distribution.Binomial;
import dev.trefoil.core.distribution.ChiSquare;

/// McNemar's test that two deciders err equally often on the same rows.
public final class McNemar {
    private McNemar() {}

    /// Exact: rows only the first got right against rows only the second did, as tosses of a fair coin. The
    /// statistic is the smaller of the two.
    public static TestResult exact(long onlyFirst, long onlySecond) {
        check(onlyFirst, onlySecond);
        long less = Math.min(onlyFirst, onlySecond);
        double p = Math.min(1, 2 * Binomial.lower(less, onlyFirst + onlySecond, 0.5));
        return new TestResult((double) less, p, "mcnemar/exact");
    }

    /// χ² with the correction for continuity.
    public static TestResult chiSquare(long onlyFirst, long onlySecond) {
        check(onlyFirst, onlySecond);
        double both = (double) onlyFirst + onlySecond;
        if (both == 0) {
            return new TestResult(0, 1, "mcnemar/chi2-continuity");
        }
        double gap = Math.abs((double) onlyFirst - onlySecond) - 1;
        double chi = gap * gap / both;
        return new TestResult(chi, ChiSquare.upper(chi, 1), "mcnemar/chi2-continuity");
    }

    private static void check(long onlyFirst, long onlySecond) {
        if (onlyFirst < 0 || onlySecond < 0) {
            throw new IllegalArgumentException("a count is at least 0");
        }
    }
}
