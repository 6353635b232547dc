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
import dev.trefoil.inference.runtime.CodeRuntimes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A model that was fitted elsewhere, by a command or by somebody else, on its way into a package of its own.
final class ForeignModel implements AutoCloseable {
    private final DevelopmentSpec spec;
    private final ColumnBatch rows;
    private final Path source;
    private final ModelPackage given;
    private final Signature signature;
    private final double[] answers;

    private ForeignModel(DevelopmentSpec spec, ColumnBatch rows, Path source, ModelPackage given) {
        this.spec = spec;
        this.rows = rows;
        this.source = source;
        this.given = given;
        this.signature = fitted(given.signature());
        this.answers = ModelAnswers.of(given, rows(spec, rows), spec.target()).scores();
    }

    /// @param source a package, a bare file, a pickle or an MLflow folder
    /// @param rows training rows, which say what its inputs are and what it answers for them
    /// @throws IllegalArgumentException when it does not fit the table or the task
    static ForeignModel open(DevelopmentSpec spec, ColumnBatch rows, Path source, CodeRuntimes code) {
        ModelPackage given = ModelPackage.load(source, code);
        try {
            return new ForeignModel(spec, rows, source, given);
        } catch (RuntimeException e) {
            given.close();
            throw e;
        }
    }

    /// The rows as a model takes them that does not say what it takes: all features, in the table's order.
    private ColumnBatch rows(DevelopmentSpec of, ColumnBatch all) {
        return given.signature().inputs().isEmpty() ? all.select(of.features()) : all;
    }

    /// What it answers for the rows.
    double[] answers() {
        return answers;
    }

    String kind() {
        return given.description().kind();
    }

    /// The threshold that its own package states.
    Optional<Double> threshold() {
        return given.manifest().flatMap(manifest -> Optional.ofNullable(manifest.threshold()));
    }

    /// What somebody should know before relying on it.
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (given.signature().inputs().isEmpty()) {
            remarks.add("the model does not say which columns it takes: it is given " + spec.features()
                    + ", in this order");
        }
        boolean plain = spec.target().task() == Task.BINARY && kind().equals("python");
        if (plain && java.util.Arrays.stream(answers).allMatch(answer -> answer == 0 || answer == 1)) {
            remarks.add("the model answers 0 or 1 and no probabilities, so that ranking measures such as auc judge it"
                    + " by its decisions alone; with mlflow.sklearn, log it with pyfunc_predict_fn='predict_proba'");
        }
        return remarks;
    }

    /// Writes the package with the reference that live rows are compared with; a package that has it and fits is
    /// taken as it is.
    ///
    /// @param folder must not exist yet
    Digest pack(Path folder, double threshold) {
        boolean whole = given.reference().isPresent()
                && given.manifest()
                        .map(PackageManifest::signature)
                        .filter(signature::equals)
                        .isPresent();
        if (whole) {
            Folders.copy(source, folder);
            return given.digest().orElseThrow();
        }
        ColumnBatch features =
                rows.select(signature.inputs().stream().map(Feature::name).toList());
        FrozenReference reference = new FrozenReference(
                ReferenceProfile.of(features), ReferenceProfile.of(Packing.predictions(spec.target(), answers)));
        PackageContents contents = PackageContents.taken(signature, given, source)
                .withReference(FrozenReferenceCodec.write(reference))
                .withProvenance(Map.of("trainer", "elsewhere"));
        return PackageWriter.write(
                folder, spec.target().task() == Task.BINARY ? contents.withThreshold(threshold) : contents);
    }

    /// The model's inputs as the table has them, and the classes as the label spells them.
    private Signature fitted(Signature own) {
        Schema table = rows.schema();
        List<String> absent = own.inputs().stream()
                .map(Feature::name)
                .filter(name -> !table.contains(name))
                .toList();
        if (!absent.isEmpty()) {
            throw new IllegalArgumentException("the model takes " + absent
                    + ", which the prepared table lacks; it has " + spec.features()
                    + ": train with the table's names, or add the columns to data.prepare");
        }
        List<Feature> inputs = new ArrayList<>();
        for (Feature feature : own.inputs()) {
            ColumnSpec column = table.find(feature.name()).orElseThrow();
            boolean number = feature.type().numeric() && !column.type().temporal();
            inputs.add(number ? new Feature(feature.name(), column.type(), feature.required()) : feature);
        }
        if (inputs.isEmpty()) {
            for (String name : spec.features()) {
                inputs.add(new Feature(name, table.find(name).orElseThrow().type(), true));
            }
        }
        return new Signature(inputs, spec.target().task(), spec.target().classes());
    }

    @Override
    public void close() {
        given.close();
    }
}
