package dev.trefoil.core.calibration;

import java.util.List;

/// Murphy's parts of the Brier score over bins: brier = reliability − resolution + uncertainty + within.
///
/// @param reliability squared distance of promise and rate, 0 is best
/// @param resolution how far rates of bins differ from the overall rate, higher is better
/// @param uncertainty variance of the truth
/// @param within what the bins hide: spread of probabilities inside them
public record BrierParts(double reliability, double resolution, double uncertainty, double within) {
    public static BrierParts of(double[] probability, double[] truth, int bins) {
        List<ReliabilityBin> diagram = ReliabilityBin.ofWidth(probability, truth, bins);
        double n = probability.length;
        double rate = 0;
        double brier = 0;
        for (int i = 0; i < probability.length; i++) {
            rate += truth[i] / n;
            brier += (probability[i] - truth[i]) * (probability[i] - truth[i]) / n;
        }
        double reliability = 0;
        double resolution = 0;
        for (ReliabilityBin bin : diagram) {
            double share = bin.rate().n() / n;
            double gap = bin.meanProbability() - bin.rate().value();
            double away = bin.rate().value() - rate;
            reliability += share * gap * gap;
            resolution += share * away * away;
        }
        double uncertainty = rate * (1 - rate);
        return new BrierParts(reliability, resolution, uncertainty, brier - reliability + resolution - uncertainty);
    }

    public double brier() {
        return reliability - resolution + uncertainty + within;
    }
}
