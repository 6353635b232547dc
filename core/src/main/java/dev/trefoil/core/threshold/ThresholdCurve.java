package dev.trefoil.core.threshold;

import dev.trefoil.core.metric.Confusion;
import dev.trefoil.core.metric.Costs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// What every possible threshold does: "never" first, then each distinct score from the highest down. Choose on
/// one part
/// of the data and measure on another, since the best of many looks better than it is.
public final class ThresholdCurve {
    private final List<ThresholdChoice> points;

    private ThresholdCurve(List<ThresholdChoice> points) {
        this.points = Collections.unmodifiableList(points);
    }

    /// Finite scores with truth 1, 0 or NaN where unknown; such rows are left out.
    public static ThresholdCurve of(double[] score, double[] truth) {
        if (score.length != truth.length) {
            throw new IllegalArgumentException(score.length + " scores for " + truth.length + " truths");
        }
        List<Integer> known = new ArrayList<>();
        double positives = 0;
        for (int i = 0; i < score.length; i++) {
            if (!Double.isNaN(truth[i])) {
                if (!Double.isFinite(score[i]) || (truth[i] != 0 && truth[i] != 1)) {
                    throw new IllegalArgumentException(
                            "row " + i + ": a finite score and a truth of 0 or 1 are needed, not " + score[i]);
                }
                known.add(i);
                positives += truth[i];
            }
        }
        double negatives = known.size() - positives;
        if (positives == 0 || negatives == 0) {
            throw new IllegalArgumentException("a threshold needs rows of both classes, not " + (long) positives
                    + " positive and " + (long) negatives + " negative");
        }
        known.sort(Comparator.comparingDouble((Integer i) -> score[i]).reversed());
        List<ThresholdChoice> points = new ArrayList<>();
        points.add(new ThresholdChoice(Double.POSITIVE_INFINITY, new Confusion(0, 0, positives, negatives), "never"));
        double up = 0;
        double down = 0;
        for (int at = 0; at < known.size(); at++) {
            int row = known.get(at);
            up += truth[row];
            down += 1 - truth[row];
            if (at == known.size() - 1 || score[known.get(at + 1)] < score[row]) {
                points.add(new ThresholdChoice(
                        score[row], new Confusion(up, down, positives - up, negatives - down), "every-score"));
            }
        }
        return new ThresholdCurve(points);
    }

    /// All thresholds, the strictest first.
    public List<ThresholdChoice> points() {
        return points;
    }

    /// The cheapest on these rows; of equals the strictest. For scores that are true probabilities
    /// [Costs#threshold] says the same without looking.
    public ThresholdChoice cheapest(Costs costs) {
        return best(cells -> -cells.costPer1000(costs), "cheapest");
    }

    /// The highest F-β; of equals the strictest.
    public ThresholdChoice highestF(double beta) {
        return best(cells -> cells.f(beta), "highest-f-" + beta);
    }

    /// The most recall among thresholds that keep this precision; of equals the strictest.
    public Optional<ThresholdChoice> atPrecision(double least) {
        ThresholdChoice choice = best(
                cells -> cells.precision() >= least ? cells.recall() : Double.NEGATIVE_INFINITY,
                "most-recall-at-precision-" + least);
        return choice.cells().precision() >= least ? Optional.of(choice) : Optional.empty();
    }

    private ThresholdChoice best(ToDoubleFunction<Confusion> worth, String method) {
        double[] worths = points.stream()
                .mapToDouble(point -> worth.applyAsDouble(point.cells()))
                .toArray();
        double most = Arrays.stream(worths).filter(w -> !Double.isNaN(w)).max().orElse(Double.NaN);
        int at = 0;
        while (worths[at] != most) {
            at++;
        }
        return new ThresholdChoice(points.get(at).threshold(), points.get(at).cells(), method);
    }
}
