package dev.trefoil.core.hypothesis;

import dev.trefoil.core.distribution.Normal;

/// Mann and Whitney's test that values of one sample are as often larger as smaller than those of another.
public final class MannWhitney {
    private static final int EXACT_UP_TO = 8;

    private MannWhitney() {}

    /// Two-sided; the statistic is U of the first sample. Exact where one sample has at most 8 values and none are
    /// equal, otherwise normal with corrections for equal values and for continuity.
    public static TestResult test(double[] first, double[] second) {
        double[] a = Samples.sorted(first, 1);
        double[] b = Samples.sorted(second, 1);
        double[] sums = new double[2];
        Samples.walk(a, b, (_, _, di, j, dj) -> {
            sums[0] += di * (j + 0.5 * dj);
            double equal = (double) di + dj;
            sums[1] += equal * equal * equal - equal;
        });
        double n = a.length;
        double m = b.length;
        double u = sums[0];
        double larger = Math.max(u, n * m - u);
        if (sums[1] == 0 && Math.min(a.length, b.length) <= EXACT_UP_TO) {
            return new TestResult(u, Math.min(1, 2 * exactTail(a.length, b.length, larger)), "mann-whitney/exact");
        }
        double all = n + m;
        double deviation = Math.sqrt(n * m / 12 * (all + 1 - sums[1] / (all * (all - 1))));
        double p = deviation == 0 ? 1 : Math.min(1, 2 * Normal.upper((larger - n * m / 2 - 0.5) / deviation));
        return new TestResult(u, p, "mann-whitney/normal-continuity");
    }

    /// P(U ≥ u) over all orders of n and m different values.
    private static double exactTail(int n, int m, double u) {
        int most = n * m;
        double[][] counts = new double[n + 1][most + 1];
        counts[0][0] = 1;
        for (int value = 1; value <= n + m; value++) {
            for (int taken = Math.min(value, n); taken >= 1; taken--) {
                int add = value - taken;
                if (add <= m) {
                    for (int sum = most; sum >= add; sum--) {
                        counts[taken][sum] += counts[taken - 1][sum - add];
                    }
                }
            }
        }
        double tail = 0;
        double all = 0;
        for (int sum = 0; sum <= most; sum++) {
            all += counts[n][sum];
            tail += sum >= u ? counts[n][sum] : 0;
        }
        return tail / all;
    }
}
