package dev.trefoil.core.hypothesis;

import java.util.Arrays;
import java.util.Comparator;

/// Adjusted p-values for many tests at once: reject where the adjusted value is at most the level. NaN stays NaN
/// and does not count as a test.
public final class MultipleTests {
    private MultipleTests() {}

    /// Holm: no false rejection at all with the stated probability, whatever the dependence.
    public static double[] holm(double[] p) {
        Integer[] order = ascending(p);
        double[] adjusted = p.clone();
        double highest = 0;
        for (int i = 0; i < order.length; i++) {
            highest = Math.max(highest, Math.min(1, (order.length - i) * p[order[i]]));
            adjusted[order[i]] = highest;
        }
        return adjusted;
    }

    /// Benjamini and Hochberg: the expected share of false among all rejections, for independent or positively
    /// dependent tests.
    public static double[] benjaminiHochberg(double[] p) {
        return stepUp(p, 1);
    }

    /// Benjamini and Yekutieli: the same, under any dependence.
    public static double[] benjaminiYekutieli(double[] p) {
        double harmonic = 0;
        int tests = ascending(p).length;
        for (int i = 1; i <= tests; i++) {
            harmonic += 1.0 / i;
        }
        return stepUp(p, harmonic);
    }

    private static double[] stepUp(double[] p, double factor) {
        Integer[] order = ascending(p);
        double[] adjusted = p.clone();
        double lowest = 1;
        for (int i = order.length - 1; i >= 0; i--) {
            lowest = Math.min(lowest, p[order[i]] * order.length * factor / (i + 1));
            adjusted[order[i]] = lowest;
        }
        return adjusted;
    }

    private static Integer[] ascending(double[] p) {
        Integer[] order = new Integer[p.length];
        Arrays.setAll(order, i -> i);
        for (double value : p) {
            if (value < 0 || value > 1) {
                throw new IllegalArgumentException("a p-value lies in [0, 1], not " + value);
            }
        }
        Integer[] tests = Arrays.stream(order).filter(i -> !Double.isNaN(p[i])).toArray(Integer[]::new);
        Arrays.sort(tests, Comparator.comparingDouble(i -> p[i]));
        return tests;
    }
}
