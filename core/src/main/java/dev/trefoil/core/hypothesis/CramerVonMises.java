package dev.trefoil.core.hypothesis;

import dev.trefoil.core.distribution.Gamma;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Cramér and von Mises' test that two samples come from one distribution.
public final class CramerVonMises {
    private static final int EXACT_UP_TO = 20;

    private CramerVonMises() {}

    /// Mid-ranks for equal values; exact where both samples have at most 20 values, otherwise the limit law.
    public static TestResult test(double[] first, double[] second) {
        double[] a = Samples.sorted(first, 2);
        double[] b = Samples.sorted(second, 2);
        double[] u = new double[2];
        Samples.walk(a, b, (_, i, di, j, dj) -> {
            double rank = i + j + (di + dj + 1) / 2.0;
            for (int k = 1; k <= di; k++) {
                u[0] += (rank - i - k) * (rank - i - k);
            }
            for (int k = 1; k <= dj; k++) {
                u[1] += (rank - j - k) * (rank - j - k);
            }
        });
        double n = a.length;
        double m = b.length;
        double product = n * m;
        double all = n + m;
        double sum = n * u[0] + m * u[1];
        double statistic = sum / (product * all) - (4 * product - 1) / (6 * all);
        return Math.max(a.length, b.length) <= EXACT_UP_TO
                ? new TestResult(statistic, exact(sum, a.length, b.length), "cramer-von-mises/exact")
                : new TestResult(statistic, asymptotic(statistic, n, m), "cramer-von-mises/asymptotic");
    }

    private static double asymptotic(double statistic, double n, double m) {
        double k = n * m;
        double all = n + m;
        double mean = (1 + 1 / all) / 6;
        double variance = (all + 1) * (4 * k * all - 3 * (n * n + m * m) - 2 * k) / (45 * all * all * 4 * k);
        double normed = 1.0 / 6 + (statistic - mean) / Math.sqrt(45 * variance);
        return normed < 0.003 ? 1 : Math.max(0, 1 - limitLower(normed));
    }

    /// Csörgő and Faraway's series for the limit law; terms below 1e-7 end it, as in the reference.
    private static double limitLower(double x) {
        double total = 0;
        for (int k = 0; ; k++) {
            double scale = Math.exp(Gamma.logGamma(k + 0.5) - Gamma.logGamma(k + 1.0))
                    / (Math.pow(Math.PI, 1.5) * Math.sqrt(x));
            double y = 4.0 * k + 1;
            double q = y * y / (16 * x);
            double term = scale * Math.sqrt(y) * Math.exp(-q) * besselQuarter(q);
            total += term;
            if (term < 1e-7) {
                return total;
            }
        }
    }

    /// The modified Bessel function of the second kind, order ¼, from its integral.
    private static double besselQuarter(double q) {
        double step = 0.0625;
        double sum = 0.5 * Math.exp(-q);
        for (int i = 1; ; i++) {
            double t = i * step;
            double exponent = q * Math.cosh(t);
            if (exponent > 745) {
                return step * sum;
            }
            sum += Math.exp(-exponent) * Math.cosh(0.25 * t);
        }
    }

    /// Counts, by value of the statistic, the orders of n and m values (Xiao, Gordon and Yakovlev 2006).
    private static double exact(double sum, int n, int m) {
        long lcm = (long) n / gcd(n, m) * m;
        long a = lcm / n;
        long b = lcm / m;
        double product = (double) n * m;
        double bound = Math.floor(
                (double) lcm * lcm * (n + m) * (6 * sum - product * (4 * product - 1)) / (6 * product * product));
        List<Map<Long, Double>> row = new ArrayList<>(Collections.nCopies(n + 1, Map.of()));
        row.set(0, Map.of(0L, 1.0));
        for (int j = 0; j <= m; j++) {
            Map<Long, Double> running = new HashMap<>();
            for (int i = 0; i <= n; i++) {
                long gap = a * i - b * j;
                Map<Long, Double> here = new HashMap<>();
                running.forEach((value, count) -> here.merge(value + gap * gap, count, Double::sum));
                row.get(i).forEach((value, count) -> here.merge(value + gap * gap, count, Double::sum));
                row.set(i, here);
                running = here;
            }
        }
        double tail = 0;
        double all = 0;
        for (Map.Entry<Long, Double> entry : row.get(n).entrySet()) {
            all += entry.getValue();
            tail += entry.getKey() >= bound ? entry.getValue() : 0;
        }
        return tail / all;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
