package dev.trefoil.training.evaluation;

import dev.trefoil.core.metric.Costs;
import dev.trefoil.core.metric.MetricOptions;
import dev.trefoil.core.metric.Scored;
import dev.trefoil.core.signature.Task;
import dev.trefoil.training.baseline.Answers;
import dev.trefoil.training.sample.Target;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// Something that answers for the hold-out rows: the model, or a baseline.
public final class Subject {
    private final String id;
    private final Answers answers;
    private final double threshold;

    /// @param threshold acts from this score on, where it takes no decisions of its own
    public Subject(String id, Answers answers, double threshold) {
        this.id = id;
        this.answers = answers;
        this.threshold = threshold;
    }

    public String id() {
        return id;
    }

    public Answers answers() {
        return answers;
    }

    /// Its answers beside the truth of the hold-out rows.
    public Scored scored(Target target, HoldOut holdOut, @Nullable Costs costs) {
        return scored(target, holdOut.truth(), holdOut.clusters(), Evaluator.options(costs));
    }

    /// Its answers beside the truth.
    Scored scored(Target target, double[] truth, int @Nullable [] clusters, MetricOptions options) {
        Scored scored = switch (target.task()) {
            case BINARY -> Scored.binary(answers.scores(), truth);
            case REGRESSION -> Scored.regression(answers.scores(), truth);
            case MULTICLASS ->
                Scored.multiclass(answers.scores(), target.classes().size(), classes(truth));
        };
        BitSet acts = answers.decisions();
        if (acts != null && target.task() == Task.BINARY) {
            boolean[] decided = new boolean[truth.length];
            for (int row = 0; row < decided.length; row++) {
                decided[row] = acts.get(row);
            }
            scored = scored.withDecisions(decided);
        }
        scored = scored.withOptions(options.withThreshold(threshold));
        return clusters == null ? scored : scored.withClusters(clusters);
    }

    private static int[] classes(double[] truth) {
        int[] classes = new int[truth.length];
        for (int row = 0; row < truth.length; row++) {
            classes[row] = Double.isNaN(truth[row]) ? -1 : (int) truth[row];
        }
        return classes;
    }
}
