package dev.trefoil.core.metric;

import java.util.Arrays;

/// The bins of calibration errors: (edge, next edge], the first also holding its lower end.
final class CalibrationBins {
    private CalibrationBins() {}

    /// Inner edges of `bins` bins of equal width over [0, 1].
    static double[] widthEdges(int bins) {
        double[] edges = new double[bins - 1];
        double step = 1.0 / bins;
        for (int i = 1; i < bins; i++) {
            edges[i - 1] = i * step;
        }
        return edges;
    }

    /// Inner edges at the quantiles i/bins of the probabilities.
    static double[] massEdges(double[] probabilities, int bins) {
        double[] sorted = probabilities.clone();
        Arrays.sort(sorted);
        double[] edges = new double[bins - 1];
        for (int i = 1; i < bins; i++) {
            double at = (sorted.length - 1) * ((double) i / bins);
            int below = (int) at;
            int above = Math.min(below + 1, sorted.length - 1);
            edges[i - 1] = sorted[below] + (at - below) * (sorted[above] - sorted[below]);
        }
        return edges;
    }

    static int binOf(double[] edges, double value) {
        int low = 0;
        int high = edges.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (edges[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
