package dev.trefoil.core.drift;

import java.util.Arrays;

/// Bins of equal width as numpy makes them: [edge, next), the last closed.
final class FixedBins {
    private final double[] edges;

    private FixedBins(double[] edges) {
        this.edges = edges;
    }

    /// `count` bins from `low` to `high`; a range of nothing becomes one of width 1 around it.
    static FixedBins between(double low, double high, int count) {
        double first = low == high ? low - 0.5 : low;
        double last = low == high ? high + 0.5 : high;
        double[] edges = new double[count + 1];
        double step = (last - first) / count;
        for (int i = 0; i < count; i++) {
            edges[i] = first + i * step;
        }
        edges[count] = last;
        return new FixedBins(edges);
    }

    /// Sturges' rule on sorted values; whole numbers get no bin narrower than 1.
    static FixedBins sturges(double[] sorted, boolean whole) {
        double range = sorted[sorted.length - 1] - sorted[0];
        double width = range / (log2(sorted.length) + 1);
        return ofWidth(sorted, width, whole);
    }

    /// Doane's rule on sorted values: more bins for skewed ones.
    static FixedBins doane(double[] sorted) {
        double n = sorted.length;
        double width = 0;
        if (n > 2) {
            double mean = Arrays.stream(sorted).sum() / n;
            double variance = 0;
            for (double x : sorted) {
                variance += (x - mean) * (x - mean);
            }
            double sigma = Math.sqrt(variance / n);
            if (sigma > 0) {
                double skew = 0;
                for (double x : sorted) {
                    double z = (x - mean) / sigma;
                    skew += z * z * z;
                }
                double spread = Math.sqrt(6 * (n - 2) / ((n + 1) * (n + 3)));
                width = (sorted[sorted.length - 1] - sorted[0]) / (1 + log2(n) + log2(1 + Math.abs(skew / n) / spread));
            }
        }
        return ofWidth(sorted, width, false);
    }

    /// How many values fall into each bin; values outside fall into none.
    double[] counts(double[] sorted) {
        double[] counts = new double[edges.length - 1];
        int from = below(sorted, edges[0]);
        for (int i = 0; i < counts.length; i++) {
            int to = i == counts.length - 1 ? notAbove(sorted, edges[i + 1]) : below(sorted, edges[i + 1]);
            counts[i] = Math.max(0, to - from);
            from = Math.max(from, to);
        }
        return counts;
    }

    double edge(int i) {
        return edges[i];
    }

    int size() {
        return edges.length - 1;
    }

    /// Values below x.
    static int below(double[] sorted, double x) {
        return notAbove(sorted, Math.nextDown(x));
    }

    /// Values at or below x.
    static int notAbove(double[] sorted, double x) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= x) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static FixedBins ofWidth(double[] sorted, double width, boolean whole) {
        double low = sorted[0];
        double high = sorted[sorted.length - 1];
        double used = whole && width < 1 && width > 0 ? 1 : width;
        return between(low, high, used > 0 ? (int) Math.ceil((high - low) / used) : 1);
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }
}
