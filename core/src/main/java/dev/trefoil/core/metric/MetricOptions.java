package dev.trefoil.core.metric;

import org.jspecify.annotations.Nullable;

/// What some metrics need besides the rows.
///
/// @param threshold act when score ≥ threshold
/// @param costs for `value_per_1000` and `cost_per_1000`; null when nobody said
/// @param beta weight of recall against precision in `f_beta`
/// @param minPrecision the precision that `recall_at_precision` keeps
/// @param topShare share of rows, highest scores first, in `lift`
/// @param quantile the quantile a `pinball` loss is about
/// @param bins bins of the calibration errors
/// @param topClasses how many classes `top_k_accuracy` accepts
public record MetricOptions(
        double threshold,
        @Nullable Costs costs,
        double beta,
        double minPrecision,
        double topShare,
        double quantile,
        int bins,
        int topClasses) {

    /// Threshold 0.5, no costs, F2, precision 0.9, the top tenth, the median, 10 bins, top 5.
    public static final MetricOptions STANDARD = new MetricOptions(0.5, null, 2, 0.9, 0.1, 0.5, 10, 5);

    public MetricOptions {
        if (Double.isNaN(threshold)) {
            throw new IllegalArgumentException("the threshold must be a number");
        }
        if (!(beta > 0)) {
            throw new IllegalArgumentException("beta must be above 0, not " + beta);
        }
        inside("min_precision", minPrecision);
        inside("top_share", topShare);
        inside("quantile", quantile);
        if (bins < 1 || topClasses < 1) {
            throw new IllegalArgumentException("bins and top_k are at least 1, not " + bins + " and " + topClasses);
        }
    }

    /// The standard options with these costs and the threshold that follows from them.
    public static MetricOptions of(Costs costs) {
        return STANDARD.withCosts(costs).withThreshold(costs.threshold());
    }

    public MetricOptions withThreshold(double value) {
        return new MetricOptions(value, costs, beta, minPrecision, topShare, quantile, bins, topClasses);
    }

    public MetricOptions withCosts(Costs value) {
        return new MetricOptions(threshold, value, beta, minPrecision, topShare, quantile, bins, topClasses);
    }

    public MetricOptions withMinPrecision(double value) {
        return new MetricOptions(threshold, costs, beta, value, topShare, quantile, bins, topClasses);
    }

    private static void inside(String name, double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(name + " lies in (0, 1], not " + share);
        }
    }
}
