package dev.trefoil.training;

import dev.trefoil.core.metric.Costs;
import dev.trefoil.core.metric.Direction;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.metric.MetricEstimator;
import dev.trefoil.core.metric.MetricOptions;
import dev.trefoil.core.metric.Scored;
import dev.trefoil.training.sample.Target;
import java.util.Arrays;

/// By what trials are compared.
record TrialMeasure(Metric metric, Target target, MetricOptions options) {
    /// The measure that was asked for where it can rank candidates, else the usual one: ranking for two classes,
    /// average precision where one is rare, log-loss for several, root mean squared error for numbers.
    static TrialMeasure of(DevelopmentSpec spec, double[] truth) {
        Target target = spec.target();
        Costs costs = spec.evaluation().costs();
        MetricOptions options = costs == null ? MetricOptions.STANDARD : MetricOptions.of(costs);
        Metric wanted = spec.selectBy();
        boolean ranks = wanted != null && wanted.fits(target.task()) && wanted.direction() != Direction.ZERO;
        return new TrialMeasure(ranks && wanted != null ? wanted : usual(target, truth), target, options);
    }

    private static Metric usual(Target target, double[] truth) {
        return switch (target.task()) {
            case BINARY -> {
                double rate = Arrays.stream(truth).average().orElse(0);
                yield Math.min(rate, 1 - rate) < 0.1 ? Metric.AVERAGE_PRECISION : Metric.AUC;
            }
            case MULTICLASS -> Metric.LOG_LOSS;
            case REGRESSION -> Metric.RMSE;
        };
    }

    dev.trefoil.training.search.Direction searched() {
        return metric.direction() == Direction.HIGHER
                ? dev.trefoil.training.search.Direction.MAXIMISE
                : dev.trefoil.training.search.Direction.MINIMISE;
    }

    /// The measure of predictions, row after row, beside the truth.
    double value(double[] predictions, double[] truth) {
        Scored scored = switch (target.task()) {
            case BINARY -> Scored.binary(predictions, truth);
            case REGRESSION -> Scored.regression(predictions, truth);
            case MULTICLASS ->
                Scored.multiclass(
                        predictions,
                        target.classes().size(),
                        Arrays.stream(truth).mapToInt(v -> (int) v).toArray());
        };
        return MetricEstimator.value(metric, scored.withOptions(options));
    }
}
