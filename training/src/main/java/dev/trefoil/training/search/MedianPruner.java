package dev.trefoil.training.search;

import java.util.List;
import java.util.SortedMap;

/// Stops a trial whose best value so far is worse than the median of the completed trials at the same step.
///
/// @param startup completed trials before anything is stopped
/// @param warmup steps of a trial before it is stopped
public record MedianPruner(int startup, int warmup) implements Pruner {
    public MedianPruner() {
        this(5, 0);
    }

    @Override
    public boolean prune(SortedMap<Integer, Double> curve, List<FinishedTrial> others, Direction direction) {
        int step = curve.lastKey();
        List<FinishedTrial> completed =
                others.stream().filter(FinishedTrial::complete).toList();
        if (completed.size() < startup || step < warmup) {
            return false;
        }
        double best = curve.values().stream()
                .mapToDouble(direction::loss)
                .filter(v -> !Double.isNaN(v))
                .min()
                .orElse(Double.NaN);
        if (Double.isNaN(best)) {
            return true;
        }
        double[] losses = completed.stream()
                .map(t -> t.curve().get(step))
                .filter(v -> v != null && !Double.isNaN(v))
                .mapToDouble(direction::loss)
                .sorted()
                .toArray();
        return losses.length > 0 && best > median(losses);
    }

    private static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : 0.5 * (sorted[middle - 1] + sorted[middle]);
    }
}
