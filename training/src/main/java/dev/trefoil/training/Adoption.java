package dev.trefoil.training;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.signature.Task;
import dev.trefoil.inference.ModelPackage;
import dev.trefoil.inference.runtime.CodeRuntimes;
import dev.trefoil.training.evaluation.Evaluation;
import dev.trefoil.training.evaluation.Evaluator;
import dev.trefoil.training.evaluation.HoldOut;
import dev.trefoil.training.evaluation.Operation;
import dev.trefoil.training.evaluation.Stopwatch;
import dev.trefoil.training.evaluation.Subject;
import dev.trefoil.training.search.FinishedTrial;
import dev.trefoil.training.search.Hyperparameters;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Takes in a model that was trained elsewhere: puts it into a package with the reference that live rows are compared
/// with, and judges it like any other on the hold-out rows.
final class Adoption {
    private final DevelopmentSpec spec;
    private final Material material;
    private final HoldOut held;
    private final CodeRuntimes code;
    private final Session session;
    private final Packing packing;
    private final List<String> notes = new ArrayList<>();

    Adoption(DevelopmentSpec spec, ColumnBatch training, ColumnBatch holdOut, CodeRuntimes code, Session session) {
        this.spec = spec;
        this.code = code;
        this.session = session;
        this.material = Material.of(spec, training);
        this.held = HoldOut.of(holdOut, spec.target(), spec.evaluation().cluster());
        this.packing = new Packing(spec.target(), material);
    }

    Development run(String name, Path source, List<String> columns, Path folder) {
        Packed packed = NativeThread.run(() -> pack(source, columns, folder));
        Map<String, dev.trefoil.training.trainer.Trainer> logistic =
                Map.of("logistic", new dev.trefoil.training.trainer.LogisticTrainer());
        List<Subject> ladder = NativeThread.run(() -> new Ladder(spec, material, held, packing, notes::add)
                .climb(() -> CandidateTrials.of(spec, material, logistic)
                        .fit("logistic", Hyperparameters.NONE, session.threads(), session.cancelled())));
        Evaluation evaluation = NativeThread.run(() -> evaluated(folder, packed.threshold(), ladder));
        FinishedTrial trial = new FinishedTrial(
                0, name, Hyperparameters.NONE, FinishedTrial.State.COMPLETE, Double.NaN, 0, new TreeMap<>(), "");
        return new Development(
                packed.digest(),
                folder,
                new Choice(name, packed.kind(), Hyperparameters.NONE, packed.threshold()),
                List.of(),
                trial,
                TrialMeasure.of(spec, material.truth()).metric(),
                evaluation,
                notes);
    }

    private record Packed(Digest digest, String kind, double threshold) {}

    private Packed pack(Path source, List<String> columns, Path folder) {
        try (ForeignModel given = ForeignModel.open(spec, material.rows(), source, code, columns)) {
            notes.addAll(given.remarks());
            double threshold = threshold(given);
            return new Packed(given.pack(folder, threshold), given.kind(), threshold);
        }
    }

    private double threshold(ForeignModel given) {
        if (spec.target().task() != Task.BINARY) {
            return 0.5;
        }
        Optional<Double> stated = given.threshold();
        if (stated.isPresent()) {
            return stated.get();
        }
        Threshold found = Threshold.of(
                given.answers(),
                material.truth(),
                null,
                spec.evaluation().costs(),
                spec.search().seed());
        notes.add("threshold " + Threshold.text(found.value()) + ": " + found.reason());
        return found.value();
    }

    private Evaluation evaluated(Path folder, double threshold, List<Subject> ladder) {
        try (ModelPackage model = ModelPackage.load(folder, code)) {
            Operation operation = Stopwatch.measure(model, held.rows(), folder);
            Subject subject = new Subject("model", ModelAnswers.of(model, held.rows(), spec.target()), threshold);
            return new Evaluator(held, spec.evaluation()).evaluate(subject, threshold, ladder, operation);
        }
    }
}
