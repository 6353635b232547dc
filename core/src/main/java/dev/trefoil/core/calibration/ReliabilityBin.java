package dev.trefoil.core.calibration;

import dev.trefoil.core.interval.RateInterval;
import dev.trefoil.core.verdict.Estimate;
import java.util.ArrayList;
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
}
