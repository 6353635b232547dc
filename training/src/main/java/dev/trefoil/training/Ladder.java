package dev.trefoil.training;

import dev.trefoil.core.metric.Costs;
import dev.trefoil.inference.ModelPackage;
import dev.trefoil.training.evaluation.HoldOut;
import dev.trefoil.training.evaluation.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Climbs the ladder of baselines on the hold-out rows.
final class Ladder {
    private final DevelopmentSpec spec;
    private final Material material;
    private final HoldOut holdOut;
    private final Packing packing;
    private final Consumer<String> note;

    Ladder(DevelopmentSpec spec, Material material, HoldOut holdOut, Packing packing, Consumer<String> note) {
        this.spec = spec;
        this.material = material;
        this.holdOut = holdOut;
        this.packing = packing;
        this.note = note;
    }

    /// Answers of every rung that can be applied; of the others a note says why not.
    List<Subject> climb(Packing.Fit logistic) {
        List<Subject> subjects = new ArrayList<>();
        for (Rung rung : spec.ladder()) {
            try {
                subjects.add(subject(rung, logistic));
            } catch (IllegalArgumentException e) {
                note.accept("baseline " + rung.id() + " is left out: " + e.getMessage());
            }
        }
        return subjects;
    }

    private Subject subject(Rung rung, Packing.Fit logistic) {
        double threshold = threshold(spec.evaluation().costs());
        return switch (rung) {
            case Rung.Plain plain ->
                new Subject(
                        plain.id(), plain.baseline().answer(material.rows(), holdOut.rows(), spec.target()), threshold);
            case Rung.Existing existing ->
                new Subject(
                        existing.id(),
                        ModelAnswers.of(existing.model(), holdOut.rows(), spec.target()),
                        existing.threshold());
            case Rung.Logistic _ -> {
                try (ModelPackage model = packing.temporary(logistic.fit())) {
                    yield new Subject("logistic", ModelAnswers.of(model, holdOut.rows(), spec.target()), threshold);
                }
            }
        };
    }

    /// From which probability on to act, where nothing was fitted to tell.
    static double threshold(@Nullable Costs costs) {
        return costs == null ? 0.5 : costs.threshold();
    }
}
