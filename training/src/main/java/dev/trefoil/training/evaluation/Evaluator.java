package dev.trefoil.training.evaluation;

import dev.trefoil.core.calibration.ReliabilityBin;
import dev.trefoil.core.metric.Costs;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.metric.MetricEstimator;
import dev.trefoil.core.metric.MetricOptions;
import dev.trefoil.core.metric.Scored;
import dev.trefoil.core.signature.Task;
import dev.trefoil.core.verdict.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Evaluates a model and its baselines on hold-out rows. Pure: the same rows, answers and seed give the same
/// numbers.
public final class Evaluator {
    private static final List<Metric> SHOWN = List.of(
            Metric.AUC,
            Metric.AVERAGE_PRECISION,
            Metric.LOG_LOSS,
            Metric.BRIER,
            Metric.CALIBRATION_IN_THE_LARGE,
            Metric.ECE,
            Metric.ACCURACY,
            Metric.PRECISION,
            Metric.RECALL,
            Metric.F1,
            Metric.MCC,
            Metric.VALUE_PER_1000,
            Metric.COST_PER_1000,
            Metric.MACRO_F1,
            Metric.MACRO_AUC,
            Metric.RMSE,
            Metric.MAE,
            Metric.MAPE,
            Metric.R2);

    private final HoldOut holdOut;
    private final EvaluationSpec spec;
    private final MetricEstimator estimator;

    public Evaluator(HoldOut holdOut, EvaluationSpec spec) {
        this.holdOut = holdOut;
        this.spec = spec;
        this.estimator = new MetricEstimator(spec.seed());
    }

    /// Options with the costs, where they are known.
    static MetricOptions options(@Nullable Costs costs) {
        return costs == null ? MetricOptions.STANDARD : MetricOptions.of(costs);
    }

    /// Evaluates.
    ///
    /// @param threshold the model acts from this score on
    /// @param baselines answers of each rung, in the order of the ladder
    public Evaluation evaluate(Subject model, double threshold, List<Subject> baselines, Operation operation) {
        Map<String, Subject> byId = new LinkedHashMap<>();
        baselines.forEach(b -> byId.put(b.id(), b));
        Scored mine = scored(model);
        Map<String, Map<Metric, Estimate>> ladder = new LinkedHashMap<>();
        Map<String, Map<Metric, Estimate>> differences = new LinkedHashMap<>();
        for (Subject baseline : baselines) {
            Scored theirs = scored(baseline);
            ladder.put(baseline.id(), measures(theirs));
            differences.put(baseline.id(), differences(mine, theirs));
        }
        Judge judge = new Judge(holdOut, model, byId, spec, operation);
        return new Evaluation(
                holdOut.truth().length,
                holdOut.units(),
                spec.target().task() == Task.BINARY ? threshold : Double.NaN,
                measures(mine),
                ladder,
                differences,
                confusion(model, threshold),
                spec.target().task() == Task.BINARY ? calibration(model) : List.of(),
                spec.requirements().stream().map(judge::judge).toList(),
                new Slices(holdOut, spec, estimator).all(model, mine),
                perClass(mine),
                operation);
    }

    private Scored scored(Subject subject) {
        return subject.scored(spec.target(), holdOut.truth(), holdOut.clusters(), options(spec.costs()));
    }

    /// Every shown measure that these answers can be measured by.
    private Map<Metric, Estimate> measures(Scored rows) {
        Map<Metric, Estimate> measures = new LinkedHashMap<>();
        for (Metric metric : shown()) {
            try {
                measures.put(metric, estimator.estimate(metric, rows));
            } catch (IllegalArgumentException e) {
                measures.put(metric, Estimate.none(metric.id() + "/undefined:" + e.getMessage()));
            }
        }
        return measures;
    }

    private Map<Metric, Estimate> differences(Scored mine, Scored theirs) {
        Map<Metric, Estimate> differences = new LinkedHashMap<>();
        for (Metric metric : shown()) {
            try {
                differences.put(metric, estimator.paired(metric, mine, theirs));
            } catch (IllegalArgumentException e) {
                differences.put(metric, Estimate.none(metric.id() + "/undefined:" + e.getMessage()));
            }
        }
        return differences;
    }

    private List<Metric> shown() {
        return SHOWN.stream()
                .filter(metric -> metric.fits(spec.target().task()))
                .filter(metric ->
                        spec.costs() != null || (metric != Metric.VALUE_PER_1000 && metric != Metric.COST_PER_1000))
                .toList();
    }

    private Map<String, Map<Metric, Estimate>> perClass(Scored rows) {
        Map<String, Map<Metric, Estimate>> classes = new LinkedHashMap<>();
        if (spec.target().task() == Task.MULTICLASS) {
            for (int k = 0; k < spec.target().classes().size(); k++) {
                Scored one = rows.oneVersusRest(k);
                Map<Metric, Estimate> measures = new LinkedHashMap<>();
                for (Metric metric : List.of(Metric.PRECISION, Metric.RECALL, Metric.F1, Metric.AUC)) {
                    measures.put(metric, estimator.estimate(metric, one));
                }
                classes.put(spec.target().classes().get(k), measures);
            }
        }
        return classes;
    }

    private List<List<Long>> confusion(Subject model, double threshold) {
        int classes = spec.target().classes().size();
        long[][] cells = new long[classes][classes];
        double[] scores = model.answers().scores();
        BitSet acts = model.answers().decisions();
        double[] truth = holdOut.truth();
        for (int row = 0; classes > 0 && row < truth.length; row++) {
            int decided = classes == 2
                    ? (acts != null ? acts.get(row) : scores[row] >= threshold) ? 1 : 0
                    : best(scores, row * classes, classes);
            cells[(int) truth[row]][decided]++;
        }
        return Arrays.stream(cells)
                .map(line -> Arrays.stream(line).boxed().toList())
                .toList();
    }

    private static int best(double[] scores, int at, int classes) {
        int best = 0;
        for (int k = 1; k < classes; k++) {
            best = scores[at + k] > scores[at + best] ? k : best;
        }
        return best;
    }

    /// Ten bins of equally many rows, each up to where the next begins.
    private List<CalibrationBin> calibration(Subject model) {
        List<ReliabilityBin> diagram = ReliabilityBin.ofMass(model.answers().scores(), holdOut.truth(), 10);
        List<CalibrationBin> bins = new ArrayList<>();
        for (int i = 0; i < diagram.size(); i++) {
            ReliabilityBin bin = diagram.get(i);
            double high = i + 1 < diagram.size() ? diagram.get(i + 1).low() : Math.nextUp(bin.high());
            bins.add(new CalibrationBin(
                    bin.low(),
                    high,
                    bin.rate().n(),
                    bin.meanProbability(),
                    bin.rate().value()));
        }
        return bins;
    }
}
