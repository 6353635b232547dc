package dev.trefoil.training;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.drift.ReferenceProfile;
import dev.trefoil.core.signature.Feature;
import dev.trefoil.core.signature.Signature;
import dev.trefoil.core.signature.Task;
import dev.trefoil.inference.ModelPackage;
import dev.trefoil.inference.PackageContents;
import dev.trefoil.inference.PackageManifest;
import dev.trefoil.inference.PackageWriter;
import dev.trefoil.inference.WeightsFile;
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
    private final Session session;
    private final Packing packing;
    private final List<String> notes = new ArrayList<>();

    Adoption(DevelopmentSpec spec, ColumnBatch training, ColumnBatch holdOut, Session session) {
        this.spec = spec;
        this.session = session;
        this.material = Material.of(spec, training);
        this.held = HoldOut.of(holdOut, spec.target(), spec.evaluation().cluster());
        this.packing = new Packing(spec.target(), material);
    }

    Development run(String name, Path source, Path folder) {
        Packed packed = NativeThread.run(() -> pack(source, folder));
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

    private Packed pack(Path source, Path folder) {
        try (ModelPackage given = ModelPackage.load(source)) {
            Signature signature = fitted(given.signature());
            double[] answers =
                    ModelAnswers.of(given, material.rows(), spec.target()).scores();
            double threshold = threshold(given, answers);
            boolean whole = given.reference().isPresent()
                    && given.manifest()
                            .map(PackageManifest::signature)
                            .filter(signature::equals)
                            .isPresent();
            if (whole) {
                Folders.copy(source, folder);
                return new Packed(
                        given.digest().orElseThrow(), given.description().kind(), threshold);
            }
            ColumnBatch features = material.rows()
                    .select(signature.inputs().stream().map(Feature::name).toList());
            WeightsFile weights = given.manifest().isPresent()
                    ? WeightsFile.find(source.resolve(given.manifest().get().weights()))
                    : WeightsFile.find(source);
            FrozenReference reference = new FrozenReference(
                    ReferenceProfile.of(features), ReferenceProfile.of(Packing.predictions(spec.target(), answers)));
            PackageContents contents = PackageContents.of(signature, weights.kind(), weights.bytes())
                    .withReference(FrozenReferenceCodec.write(reference))
                    .withProvenance(Map.of("trainer", "elsewhere"));
            PackageContents encoded = given.encoder().map(contents::withEncoder).orElse(contents);
            Digest digest = PackageWriter.write(
                    folder, spec.target().task() == Task.BINARY ? encoded.withThreshold(threshold) : encoded);
            return new Packed(digest, weights.kind().word(), threshold);
        }
    }

    /// The model's inputs as the table has them, and the classes as the label spells them.
    private Signature fitted(Signature given) {
        Schema table = material.rows().schema();
        List<String> absent = given.inputs().stream()
                .map(Feature::name)
                .filter(name -> !table.contains(name))
                .toList();
        if (!absent.isEmpty()) {
            throw new IllegalArgumentException("the model takes " + absent
                    + ", which the prepared table lacks; it has " + spec.features()
                    + ": train with the table's names, or add the columns to data.prepare");
        }
        List<Feature> inputs = new ArrayList<>();
        for (Feature feature : given.inputs()) {
            ColumnSpec column = table.find(feature.name()).orElseThrow();
            boolean number = feature.type().numeric() && !column.type().temporal();
            inputs.add(number ? new Feature(feature.name(), column.type(), feature.required()) : feature);
        }
        return new Signature(inputs, spec.target().task(), spec.target().classes());
    }

    private double threshold(ModelPackage given, double[] answers) {
        if (spec.target().task() != Task.BINARY) {
            return 0.5;
        }
        Optional<Double> stated = given.manifest().flatMap(manifest -> Optional.ofNullable(manifest.threshold()));
        if (stated.isPresent()) {
            return stated.get();
        }
        Threshold found = Threshold.of(
                answers,
                material.truth(),
                null,
                spec.evaluation().costs(),
                spec.search().seed());
        notes.add("threshold " + found.value() + ": " + found.reason());
        return found.value();
    }

    private Evaluation evaluated(Path folder, double threshold, List<Subject> ladder) {
        try (ModelPackage model = ModelPackage.load(folder)) {
            Operation operation = Stopwatch.measure(model, held.rows(), folder);
            Subject subject = new Subject("model", ModelAnswers.of(model, held.rows(), spec.target()), threshold);
            return new Evaluator(held, spec.evaluation()).evaluate(subject, threshold, ladder, operation);
        }
    }
}
