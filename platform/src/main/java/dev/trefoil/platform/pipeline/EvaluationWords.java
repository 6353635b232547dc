package dev.trefoil.platform.pipeline;

import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.verdict.Estimate;
import dev.trefoil.core.verdict.Outcome;
import dev.trefoil.platform.story.Station;
import dev.trefoil.platform.story.Story;
import dev.trefoil.training.Development;
import dev.trefoil.training.evaluation.Evaluation;
import dev.trefoil.training.evaluation.Judged;
import dev.trefoil.training.evaluation.Slice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an evaluation found, in the few lines that a person reads first.
final class EvaluationWords {
    private static final int MEASURES = 5;
    private static final double ALMOST_PERFECT = 0.995;

    private final Development made;
    private final boolean elsewhere;
    private final Evaluation evaluation;

    /// @param elsewhere whether it was trained elsewhere, and nobody here knows on which rows
    EvaluationWords(Development made, boolean elsewhere) {
        this.made = made;
        this.elsewhere = elsewhere;
        this.evaluation = made.evaluation();
    }

    void tell(Story story, String project) {
        story.tell(project, Station.EVALUATION, "measured", measured(), values());
        tooGood(story, project);
        worst(evaluation)
                .ifPresent(slice -> story.tell(
                        project,
                        Station.EVALUATION,
                        "worst-slice",
                        "weakest where " + slice.where() + ": "
                                + made.selectedBy().id() + " " + Says.estimate(slice.estimate()) + ", "
                                + Says.count(slice.rows()) + " rows",
                        Map.of("where", slice.where(), "rows", slice.rows())));
        for (Judged judged : evaluation.judged()) {
            if (judged.verdict().outcome() == Outcome.INCONCLUSIVE && judged.rowsNeeded() > 0) {
                story.tell(
                        project,
                        Station.EVALUATION,
                        "too-few",
                        judged.verdict().requirement() + " is inconclusive on "
                                + Says.count(judged.verdict().estimate().n()) + " rows; if the value stays, about "
                                + Says.count(judged.rowsNeeded()) + " hold-out rows would settle it",
                        Map.of("requirement", judged.verdict().requirement(), "rows", judged.rowsNeeded()));
            }
        }
    }

    /// Nearly perfect is seldom true.
    private void tooGood(Story story, String project) {
        for (Metric metric : List.of(Metric.AUC, Metric.R2, Metric.MACRO_AUC)) {
            Estimate estimate = evaluation.measures().get(metric);
            if (estimate != null && estimate.value() >= ALMOST_PERFECT) {
                story.tell(
                        project,
                        Station.EVALUATION,
                        "too-good",
                        metric.id() + " " + Says.number(estimate.value())
                                + " is almost perfect: before you believe it, make sure that "
                                + (elsewhere ? "it was not trained on the hold-out rows, and that " : "")
                                + "no column is known only when the label is (data.exclude leaves one out)",
                        Map.of("measure", metric.id(), "value", estimate.value()));
            }
        }
    }

    private String measured() {
        List<String> parts = new ArrayList<>();
        for (Metric metric : first()) {
            Estimate estimate = evaluation.measures().get(metric);
            if (estimate != null && estimate.defined()) {
                parts.add(metric.id() + " " + Says.estimate(estimate));
            }
        }
        return Says.count(evaluation.rows()) + " hold-out rows: " + String.join(" · ", parts);
    }

    /// The measure that decided, then the usual ones of the task.
    private List<Metric> first() {
        Set<Metric> metrics = new LinkedHashSet<>(List.of(made.selectedBy()));
        metrics.addAll(List.of(
                Metric.AUC,
                Metric.AVERAGE_PRECISION,
                Metric.RMSE,
                Metric.MAE,
                Metric.R2,
                Metric.MACRO_F1,
                Metric.ACCURACY,
                Metric.LOG_LOSS,
                Metric.BRIER,
                Metric.F1));
        return metrics.stream()
                .filter(evaluation.measures()::containsKey)
                .limit(MEASURES)
                .toList();
    }

    private Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("rows", evaluation.rows());
        evaluation.measures().forEach((metric, estimate) -> {
            if (estimate.defined()) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("value", estimate.value());
                if (estimate.hasInterval()) {
                    one.put("low", estimate.low());
                    one.put("high", estimate.high());
                }
                one.put("method", estimate.method());
                values.put(metric.id(), one);
            }
        });
        return values;
    }

    /// The worst slice, named in the charter or found, that is there beyond chance.
    static Optional<Slice> worst(Evaluation evaluation) {
        return evaluation.slices().stream()
                .filter(slice -> !slice.found() || slice.probability() < 0.05)
                .filter(slice -> slice.estimate().defined())
                .findFirst();
    }
}
