package dev.trefoil.training;

import dev.trefoil.training.search.Direction;
import dev.trefoil.training.trainer.TrainingMonitor;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;

/// Watches a training on one fold: remembers the best round, ends it when nothing has improved for a while, or when
/// the study says so.
final class FoldMonitor implements TrainingMonitor {
    private static final int PATIENCE = 5;
    private static final int INTERVAL = 10;

    private final ToDoubleFunction<double[]> measure;
    private final Direction direction;
    private final Reporter reporter;
    private final BooleanSupplier cancelled;
    private double best = Double.NaN;
    private int bestRound;
    private double[] bestPredictions = new double[0];
    private int reportsSince;
    private boolean abandoned;

    /// Tells the study; false means to stop.
    interface Reporter {
        boolean report(int round, double value);
    }

    FoldMonitor(ToDoubleFunction<double[]> measure, Direction direction, Reporter reporter, BooleanSupplier cancelled) {
        this.measure = measure;
        this.direction = direction;
        this.reporter = reporter;
        this.cancelled = cancelled;
    }

    @Override
    public boolean after(int round, double[] predictions) {
        double value = measure.applyAsDouble(predictions);
        if (bestRound == 0 || direction.better(value, best)) {
            best = value;
            bestRound = round;
            bestPredictions = predictions;
            reportsSince = 0;
        } else {
            reportsSince++;
        }
        abandoned = !reporter.report(round, value);
        return !abandoned && reportsSince < PATIENCE;
    }

    @Override
    public boolean cancelled() {
        return cancelled.getAsBoolean();
    }

    @Override
    public int interval() {
        return INTERVAL;
    }

    /// Whether the study gave it up.
    boolean abandoned() {
        return abandoned;
    }

    int bestRound() {
        return bestRound;
    }

    double[] bestPredictions() {
        return bestPredictions;
    }
}
