package dev.trefoil.core.metric;

import java.util.Arrays;

/// Rows made by a formula that any language can repeat, so that a reference can be asked about the same rows.
final class MadeRows {
    private MadeRows() {}

    static double[] uniform(int n, int a, int b) {
        double[] values = new double[n];
        Arrays.setAll(values, i -> ((long) i * a + b) % 10007 / 10007.0);
        return values;
    }

    static Scored binary(int n) {
        double[] p = uniform(n, 7919, 13);
        double[] v = uniform(n, 10459, 7);
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            p[i] = Math.min(0.995, Math.max(0.005, Math.rint(p[i] * 100) / 100));
            y[i] = v[i] < p[i] * 0.8 ? 1 : 0;
        }
        return Scored.binary(p, y).withOptions(MetricOptions.STANDARD.withThreshold(0.3));
    }

    static double[] weights(int n) {
        double[] weights = new double[n];
        Arrays.setAll(weights, i -> 1 + i % 5);
        return weights;
    }

    static int[] clusters(int n, int count) {
        int[] ids = new int[n];
        Arrays.setAll(ids, i -> 7 * (i % count));
        return ids;
    }

    static Scored multiclass(int n) {
        int[][] seeds = {{7919, 13}, {10459, 7}, {3571, 11}, {6133, 5}};
        double[] q = new double[4 * n];
        int[] truth = new int[n];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int k = 0; k < 4; k++) {
                q[4 * i + k] = ((long) i * seeds[k][0] + seeds[k][1]) % 10007 / 10007.0 + 0.01;
            }
            sum = ((q[4 * i] + q[4 * i + 1]) + q[4 * i + 2]) + q[4 * i + 3];
            int best = 0;
            for (int k = 0; k < 4; k++) {
                q[4 * i + k] /= sum;
                best = q[4 * i + k] > q[4 * i + best] ? k : best;
            }
            truth[i] = (long) i * 31 % 100 < 60 ? best : (int) (((long) i * i + 3L * i) % 7 % 4);
        }
        return Scored.multiclass(q, 4, truth).withOptions(new MetricOptions(0.5, null, 2, 0.9, 0.1, 0.5, 10, 2));
    }

    static Scored regression(int n) {
        double[] y = uniform(n, 7919, 13);
        double[] v = uniform(n, 10459, 7);
        double[] f = new double[n];
        for (int i = 0; i < n; i++) {
            y[i] = Math.log(1 + 9 * y[i]) + 1;
            f[i] = Math.max(0.05, y[i] + (v[i] - 0.5) * 0.7);
        }
        return Scored.regression(f, y);
    }
}
