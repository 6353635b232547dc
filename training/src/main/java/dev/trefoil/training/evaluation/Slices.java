package dev.trefoil.training.evaluation;

import dev.trefoil.core.metric.MetricEstimator;
import dev.trefoil.core.metric.Scored;
import dev.trefoil.core.signature.Task;
import dev.trefoil.core.verdict.Estimate;
import java.util.ArrayList;
import java.util.List;

/// How the model does on parts of the hold-out rows.
final class Slices {
    private final HoldOut holdOut;
    private final EvaluationSpec spec;
    private final MetricEstimator estimator;

    Slices(HoldOut holdOut, EvaluationSpec spec, MetricEstimator estimator) {
        this.holdOut = holdOut;
        this.spec = spec;
        this.estimator = estimator;
    }

    /// The named slices in their order, then the found ones, worst first.
    List<Slice> all(Subject model, Scored scored) {
        double[] errors = errors(model);
        List<Slice> slices = new ArrayList<>();
        spec.slices().forEach((name, test) -> {
            int[] rows = test.rows(holdOut.rows());
            slices.add(new Slice(
                    name,
                    test.predicate().toString(),
                    false,
                    rows.length,
                    mean(errors, rows),
                    estimate(scored, rows),
                    Double.NaN,
                    Double.NaN));
        });
        for (FoundSlices.Found found : new FoundSlices(holdOut, spec, errors).find()) {
            int[] rows = found.rows().stream().toArray();
            slices.add(new Slice(
                    found.where().toString(),
                    found.where().toString(),
                    true,
                    rows.length,
                    mean(errors, rows),
                    estimate(scored, rows),
                    found.score(),
                    found.probability()));
        }
        return slices;
    }

    private Estimate estimate(Scored scored, int[] rows) {
        try {
            return estimator.estimate(spec.main(), scored.pick(rows));
        } catch (IllegalArgumentException e) {
            return Estimate.none(spec.main().id() + "/undefined:" + e.getMessage());
        }
    }

    /// The error of each row: squared distance of probability and truth, chance of the wrong classes, or distance of
    /// numbers.
    private double[] errors(Subject model) {
        double[] scores = model.answers().scores();
        double[] truth = holdOut.truth();
        double[] errors = new double[truth.length];
        int width = spec.target().width();
        for (int row = 0; row < truth.length; row++) {
            double distance = spec.target().task() == Task.MULTICLASS ? 0 : scores[row] - truth[row];
            errors[row] = switch (spec.target().task()) {
                case BINARY -> distance * distance;
                case MULTICLASS -> Math.max(0, 1 - scores[row * width + (int) truth[row]]);
                case REGRESSION -> Math.abs(distance);
            };
        }
        return errors;
    }

    private static double mean(double[] errors, int[] rows) {
        double sum = 0;
        for (int row : rows) {
            sum += errors[row];
        }
        return rows.length == 0 ? Double.NaN : sum / rows.length;
    }
}
