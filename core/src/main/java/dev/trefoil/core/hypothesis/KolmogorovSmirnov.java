package dev.trefoil.core.hypothesis;

import dev.trefoil.core.distribution.KolmogorovSample;

/// Kolmogorov and Smirnov's test that two samples come from one distribution, right with equal values on both
/// sides.
public final class KolmogorovSmirnov {
    /// Up to this many values in the larger sample p is exact unless told otherwise.
    public static final int EXACT_UP_TO = 10_000;

    private KolmogorovSmirnov() {}

    /// Exact p for small samples, asymptotic for large ones.
    public static TestResult test(double[] first, double[] second) {
        return Math.max(first.length, second.length) <= EXACT_UP_TO ? exact(first, second) : asymptotic(first, second);
    }

    /// p by counting orders of the pooled values; conservative where values are equal.
    public static TestResult exact(double[] first, double[] second) {
        double d = distance(first, second);
        return new TestResult(d, countOutside(first.length, second.length, d), "ks/exact");
    }

    /// p from the law of one sample of n·m/(n+m) values.
    public static TestResult asymptotic(double[] first, double[] second) {
        double d = distance(first, second);
        double n = first.length;
        double m = second.length;
        long effective = Math.max(1, (long) Math.rint(n * m / (n + m)));
        return new TestResult(d, KolmogorovSample.upper(d, effective), "ks/asymptotic");
    }

    /// The greatest distance of the two empirical distribution functions.
    public static double distance(double[] first, double[] second) {
        double[] a = Samples.sorted(first, 1);
        double[] b = Samples.sorted(second, 1);
        double[] greatest = {0};
        Samples.walk(a, b, (_, i, di, j, dj) -> {
            double gap = Math.abs((double) (i + di) / a.length - (double) (j + dj) / b.length);
            greatest[0] = Math.max(greatest[0], gap);
        });
        return greatest[0];
    }

    /// The share of all orders of n and m values whose distance is at least d: the mass of lattice paths that leave
    /// the band, added where they leave it.
    private static double countOutside(int n, int m, double d) {
        int divisor = gcd(n, m);
        long stepX = m / divisor;
        long stepY = n / divisor;
        long bound = Math.round(d * stepX * n);
        if (bound == 0) {
            return 1;
        }
        double[] mass = new double[m + 1];
        mass[0] = 1;
        double outside = 0;
        int from = 0;
        int to = 0;
        for (int i = 0; i <= n; i++) {
            long x = i * stepX;
            int low = (int) Math.max(0, Math.floorDiv(x - bound, stepY) + 1);
            int high = (int) Math.min(m, Math.floorDiv(x + bound - 1, stepY));
            if (i > 0) {
                for (int j = from; j <= to; j++) {
                    double moved = mass[j] * (n - i + 1) / (n - i + 1 + m - j);
                    if (j < low) {
                        outside += moved;
                        mass[j] = 0;
                    } else {
                        mass[j] = moved;
                    }
                }
            }
            for (int j = low; j <= high; j++) {
                double moved = mass[j] * (m - j) / (n - i + m - j == 0 ? 1 : n - i + m - j);
                if (j < high) {
                    mass[j + 1] += moved;
                } else if (j < m) {
                    outside += moved;
                }
            }
            from = low;
            to = high;
        }
        return Math.min(1, outside);
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
