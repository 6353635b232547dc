package dev.trefoil.training;

import dev.trefoil.core.column.ColumnBatch;
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
import dev.trefoil.training.baseline.Answers;
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
    private final InputColumns columns;
    private final Signature signature;
    private final double[] answers;

    private ForeignModel(DevelopmentSpec spec, ColumnBatch rows, Path source, ModelPackage given, List<String> named) {
        this.spec = spec;
        this.rows = rows;
        this.source = source;
        this.given = given;
        this.columns = InputColumns.of(given.signature().inputs(), named, spec, rows.schema());
        this.signature = new Signature(
                columns.inputs(), spec.target().task(), spec.target().classes());
        this.answers = answers(rows).scores();
    }

    /// @param source a package, a bare file, a pickle or an MLflow folder
    /// @param rows training rows, which say what its inputs are and what it answers for them
    /// @param columns that fill its inputs, in their order; empty for those of their names
    /// @throws IllegalArgumentException when it does not fit the table or the task
    static ForeignModel open(
            DevelopmentSpec spec, ColumnBatch rows, Path source, CodeRuntimes code, List<String> columns) {
        ModelPackage given = ModelPackage.load(source, code);
        try {
            return new ForeignModel(spec, rows, source, given, columns);
        } catch (RuntimeException e) {
            given.close();
            throw e;
        }
    }

    /// What it answers for other rows of the table.
    Answers answers(ColumnBatch asked) {
        List<String> names = columns.inputs().stream().map(Feature::name).toList();
        return ModelAnswers.of(given, given.renamed(asked.select(names)), spec.target());
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
        List<String> remarks = new ArrayList<>(columns.remarks());
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

    @Override
    public void close() {
        given.close();
    }
}
