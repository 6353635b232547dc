package dev.trefoil.core.hypothesis;

import java.util.Arrays;
import java.util.List;

/// Anderson and Darling's test that k samples come from one distribution (Scholz and Stephens 1987, mid-ranks).
public final class AndersonDarling {
    private static final double[] LEVELS = {0.25, 0.1, 0.05, 0.025, 0.01, 0.005, 0.001};
    private static final double[] B0 = {0.675, 1.281, 1.645, 1.96, 2.326, 2.573, 3.085};
    private static final double[] B1 = {-0.245, 0.25, 0.678, 1.149, 1.822, 2.364, 3.615};
    private static final double[] B2 = {-0.105, -0.305, -0.362, -0.391, -0.396, -0.345, -0.154};

    private AndersonDarling() {}

    /// The normed statistic. p is interpolated in the published table and therefore lies in [0.001, 0.25]: 0.25
    /// means "or more", 0.001 "or less".
    public static TestResult test(List<double[]> samples) {
        if (samples.size() < 2) {
            throw new IllegalArgumentException("this test needs at least two samples");
        }
        List<double[]> sorted = samples.stream().map(s -> Samples.sorted(s, 1)).toList();
        double[] pooled =
                sorted.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        double all = pooled.length;
        if (pooled[0] == pooled[pooled.length - 1] || all < 4) {
            throw new IllegalArgumentException("this test needs at least four values and two different ones");
        }
        double normed = (statistic(sorted, pooled) - (samples.size() - 1)) / Math.sqrt(variance(sorted, all));
        return new TestResult(normed, p(normed, samples.size() - 1), "anderson-darling/midrank-table");
    }

    private static double statistic(List<double[]> samples, double[] pooled) {
        double all = pooled.length;
        double sum = 0;
        for (double[] sample : samples) {
            double n = sample.length;
            double[] inner = {0};
            Samples.walk(sample, pooled, (_, i, di, j, dj) -> {
                double before = j + dj / 2.0;
                double own = i + di / 2.0;
                double gap = all * own - before * n;
                inner[0] += dj / all * gap * gap / (before * (all - before) - all * dj / 4);
            });
            sum += inner[0] / n;
        }
        return sum * (all - 1) / all;
    }

    private static double variance(List<double[]> samples, double all) {
        double k = samples.size();
        double inverse = 0;
        for (double[] sample : samples) {
            inverse += 1.0 / sample.length;
        }
        double harmonic = 0;
        double g = 0;
        int last = (int) all - 1;
        for (int i = 1; i < last; i++) {
            harmonic += 1.0 / (all - i);
            g += harmonic / (i + 1);
        }
        double h = harmonic + 1;
        double a = (4 * g - 6) * (k - 1) + (10 - 6 * g) * inverse;
        double b = (2 * g - 4) * k * k + 8 * h * k + (2 * g - 14 * h - 4) * inverse - 8 * h + 4 * g - 6;
        double c = (6 * h + 2 * g - 2) * k * k + (4 * h - 4 * g + 6) * k + (2 * h - 6) * inverse + 4 * h;
        double d = (2 * h + 6) * k * k - 4 * h * k;
        return (a * all * all * all + b * all * all + c * all + d) / ((all - 1) * (all - 2) * (all - 3));
    }

    private static double p(double normed, double m) {
        double[] critical = new double[LEVELS.length];
        double[] logs = new double[LEVELS.length];
        for (int i = 0; i < LEVELS.length; i++) {
            critical[i] = B0[i] + B1[i] / Math.sqrt(m) + B2[i] / m;
            logs[i] = Math.log(LEVELS[i]);
        }
        if (normed < critical[0]) {
            return LEVELS[0];
        }
        if (normed > critical[LEVELS.length - 1]) {
            return LEVELS[LEVELS.length - 1];
        }
        return Math.exp(parabola(critical, logs, normed));
    }

    /// The least-squares parabola through the points, at x.
    private static double parabola(double[] xs, double[] ys, double x) {
        double centre = Samples.mean(xs);
        double[] s = new double[5];
        double[] t = new double[3];
        for (int i = 0; i < xs.length; i++) {
            double z = xs[i] - centre;
            double power = 1;
            for (int j = 0; j < 5; j++) {
                s[j] += power;
                if (j < 3) {
                    t[j] += power * ys[i];
                }
                power *= z;
            }
        }
        double[][] rows = {{s[0], s[1], s[2], t[0]}, {s[1], s[2], s[3], t[1]}, {s[2], s[3], s[4], t[2]}};
        for (int pivot = 0; pivot < 3; pivot++) {
            for (int row = 0; row < 3; row++) {
                if (row != pivot) {
                    double factor = rows[row][pivot] / rows[pivot][pivot];
                    for (int column = pivot; column < 4; column++) {
                        rows[row][column] -= factor * rows[pivot][column];
                    }
                }
            }
        }
        double z = x - centre;
        return rows[0][3] / rows[0][0] + z * (rows[1][3] / rows[1][1] + z * rows[2][3] / rows[2][2]);
    }
}
