package dev.trefoil.core.calibration;

import dev.trefoil.core.interval.RateInterval;
import dev.trefoil.core.verdict.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// One bin of a reliability diagram.
///
/// @param low lower end, exclusive but for the first bin
/// @param high upper end, inclusive
/// @param meanProbability what was promised
/// @param rate what happened, with Wilson's interval
public record ReliabilityBin(double low, double high, double meanProbability, Estimate rate) {
    /// Bins of equal width over [0, 1]; empty ones are left out.
    public static List<ReliabilityBin> ofWidth(double[] probability, double[] truth, int bins) {
        Calibrator.check(probability, truth);
        double[] rows = new double[bins];
        double[] promised = new double[bins];
        double[] happened = new double[bins];
        for (int i = 0; i < probability.length; i++) {
            double p = probability[i];
            if (!(p >= 0 && p <= 1)) {
                throw new IllegalArgumentException("row " + i + ": a probability lies in [0, 1], not " + p);
            }
            int bin = Math.min(bins - 1, Math.max(0, (int) Math.ceil(p * bins) - 1));
            rows[bin]++;
            promised[bin] += p;
            happened[bin] += truth[i];
        }
        List<ReliabilityBin> diagram = new ArrayList<>();
        for (int b = 0; b < bins; b++) {
            if (rows[b] > 0) {
                long n = (long) rows[b];
                var wilson = RateInterval.wilson(happened[b], rows[b], 0.95);
                diagram.add(new ReliabilityBin(
                        (double) b / bins,
                        (b + 1.0) / bins,
                        promised[b] / rows[b],
                        new Estimate(happened[b] / rows[b], wilson.low(), wilson.high(), n, n, "rate/wilson", 0.95)));
            }
        }
        return List.copyOf(diagram);
    }

    /// Bins of equally many rows, lowest probabilities first; rows of equal probability stay together, so that
    /// there may be fewer bins. Both ends are the probabilities of a row.
    public static List<ReliabilityBin> ofMass(double[] probability, double[] truth, int bins) {
        Integer[] order = new Integer[probability.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> probability[i]));
        List<ReliabilityBin> diagram = new ArrayList<>();
        int from = 0;
        for (int bin = 1; bin <= bins && from < order.length; bin++) {
            int to = (int) ((long) order.length * bin / bins);
            while (to > from && to < order.length && probability[order[to]] == probability[order[to - 1]]) {
                to++;
            }
            if (to > from) {
                double promised = 0;
                double happened = 0;
                for (int i = from; i < to; i++) {
                    promised += probability[order[i]];
                    happened += truth[order[i]];
                }
                int n = to - from;
                var wilson = RateInterval.wilson(happened, n, 0.95);
                diagram.add(new ReliabilityBin(
                        probability[order[from]],
                        probability[order[to - 1]],
                        promised / n,
                        new Estimate(happened / n, wilson.low(), wilson.high(), n, n, "rate/wilson", 0.95)));
                from = to;
            }
        }
        return List.copyOf(diagram);
    }
}
