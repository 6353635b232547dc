package dev.trefoil.inference;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.signature.Feature;
import dev.trefoil.core.signature.Signature;
import dev.trefoil.core.signature.Task;
import dev.trefoil.inference.encoder.FeatureEncoder;
import dev.trefoil.inference.runtime.CodeRuntimes;
import dev.trefoil.inference.runtime.MatrixModel;
import dev.trefoil.inference.runtime.ModelDescription;
import dev.trefoil.inference.runtime.ModelRuntime;
import dev.trefoil.inference.runtime.PredictOptions;
import dev.trefoil.inference.runtime.Predictions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A loaded model with everything between raw named columns and a prediction. Immutable and safe for any number of
/// threads; batch, stream, real-time and edge all score through [#predict], with the same bits.
public final class ModelPackage implements AutoCloseable {
    private static final int CHUNK_NUMBERS = 1 << 20;

    private final Signature signature;
    private final @Nullable FeatureEncoder encoder;
    private final ModelRuntime runtime;
    private final @Nullable PackageManifest manifest;
    private final byte @Nullable [] reference;
    private final ClassOrder order;
    private final List<String> inputs;

    ModelPackage(
            Signature signature,
            @Nullable FeatureEncoder encoder,
            ModelRuntime runtime,
            @Nullable PackageManifest manifest,
            byte @Nullable [] reference) {
        this.signature = signature;
        this.encoder = encoder;
        this.runtime = runtime;
        this.manifest = manifest;
        this.reference = reference;
        this.inputs = signature.inputs().stream().map(Feature::name).toList();
        this.order = ClassOrder.of(manifest == null ? List.of() : runtime.classes(), signature.classes());
    }

    /// Loads a package, an MLflow folder or a bare model file. Models that are code are refused.
    public static ModelPackage load(Path path) {
        return load(path, CodeRuntimes.NONE);
    }

    /// As above; models that are code are opened by `code`.
    public static ModelPackage load(Path path, CodeRuntimes code) {
        return PackageReader.read(path, code);
    }

    /// Raw inputs and kind of answer.
    public Signature signature() {
        return signature;
    }

    /// The address of a package; empty for bare files and foreign folders.
    public Optional<Digest> digest() {
        return Optional.ofNullable(manifest).map(PackageManifest::digest);
    }

    /// What `trefoil.json` says; empty for bare files and foreign folders.
    public Optional<PackageManifest> manifest() {
        return Optional.ofNullable(manifest);
    }

    /// The reference profile that training wrote.
    public Optional<byte[]> reference() {
        return Optional.ofNullable(reference).map(byte[]::clone);
    }

    public Optional<FeatureEncoder> encoder() {
        return Optional.ofNullable(encoder);
    }

    /// The model behind the encoder.
    public ModelRuntime runtime() {
        return runtime;
    }

    /// Names of the classes in the order of its answers, where the model itself names them; else empty.
    public List<String> classes() {
        List<String> own = runtime.classes();
        return manifest == null || own.isEmpty() ? own : signature.classes();
    }

    public ModelDescription description() {
        return runtime.description();
    }

    /// Predicts every row of raw columns, in order. A column that the signature requires and the batch lacks is an
    /// [IllegalArgumentException]; see [FeatureEncoder] for missing and unseen values.
    public Predictions predict(ColumnBatch rows) {
        return predict(rows, PredictOptions.VALUE);
    }

    /// As above, for another kind of answer.
    public Predictions predict(ColumnBatch rows, PredictOptions options) {
        FeatureEncoder fitted = encoder;
        if (fitted == null || !(runtime instanceof MatrixModel model)) {
            Predictions answered = runtime.predict(named(rows), options);
            return options.kind() == PredictOptions.Kind.VALUE ? positive(order.apply(answered)) : answered;
        }
        requireColumns(rows);
        int width = model.width(options);
        int chunk = Math.max(1, CHUNK_NUMBERS / Math.max(1, fitted.width()));
        if (rows.rows() <= chunk) {
            double[] out = new double[Math.multiplyExact(rows.rows(), width)];
            model.compute(fitted.encode(rows), rows.rows(), options, out);
            return Predictions.of(rows.rows(), model.number(), width, out);
        }
        return inChunks(fitted, model, rows, options, chunk);
    }

    /// Of a package, its inputs under the names that the model itself gives them.
    private ColumnBatch named(ColumnBatch rows) {
        if (manifest == null) {
            return rows;
        }
        requireColumns(rows);
        return renamed(
                rows.schema().names().equals(inputs)
                        ? rows
                        : rows.select(
                                inputs.stream().filter(rows.schema()::contains).toList()));
    }

    /// These columns, which are its inputs in their order, under the names that the model itself gives them.
    public ColumnBatch renamed(ColumnBatch columns) {
        List<String> own = runtime.description().featureNames();
        if (encoder != null
                || own.size() != columns.schema().size()
                || own.equals(columns.schema().names())) {
            return columns;
        }
        List<ColumnSpec> specs = new ArrayList<>(own.size());
        for (int i = 0; i < own.size(); i++) {
            specs.add(
                    new ColumnSpec(own.get(i), columns.schema().columns().get(i).type()));
        }
        return new ColumnBatch(new Schema(specs), columns.columns(), columns.rows());
    }

    /// In a package of a binary model, the prediction is the probability of the positive class, also where the model
    /// itself answers with that of both.
    private Predictions positive(Predictions predictions) {
        boolean both = manifest != null && signature.task() == Task.BINARY && predictions.width() == 2;
        if (!both) {
            return predictions;
        }
        double[] second = new double[predictions.rows()];
        for (int row = 0; row < second.length; row++) {
            second[row] = predictions.value(row, 1);
        }
        return Predictions.of(second.length, predictions.main().type(), 1, second);
    }

    /// What each encoded feature adds to the raw sum against background rows (interventional contributions).
    /// [IllegalArgumentException] for models that are not over one vector of numbers.
    public Predictions contributions(ColumnBatch rows, ColumnBatch background) {
        if (!(runtime instanceof MatrixModel model) || background.rows() == 0) {
            throw new IllegalArgumentException(
                    "contributions need background rows, and a model of trees or a linear one");
        }
        FeatureEncoder fitted = encoder;
        if (fitted == null) {
            return model.contributions(rows, background);
        }
        requireColumns(rows);
        requireColumns(background);
        int width = model.width(PredictOptions.CONTRIBUTIONS);
        double[] out = new double[Math.multiplyExact(rows.rows(), width)];
        model.contributions(fitted.encode(rows), rows.rows(), fitted.encode(background), background.rows(), out);
        return Predictions.of(rows.rows(), model.number(), width, out);
    }

    private static Predictions inChunks(
            FeatureEncoder fitted, MatrixModel model, ColumnBatch rows, PredictOptions options, int chunk) {
        int width = model.width(options);
        double[] all = new double[Math.multiplyExact(rows.rows(), width)];
        for (int start = 0; start < rows.rows(); start += chunk) {
            int count = Math.min(chunk, rows.rows() - start);
            int[] positions = new int[count];
            for (int i = 0; i < count; i++) {
                positions[i] = start + i;
            }
            double[] out = new double[count * width];
            model.compute(fitted.encode(rows.pick(positions)), count, options, out);
            System.arraycopy(out, 0, all, start * width, out.length);
        }
        return Predictions.of(rows.rows(), model.number(), width, all);
    }

    private void requireColumns(ColumnBatch rows) {
        List<String> absent = new ArrayList<>();
        List<Feature> inputs = signature.inputs();
        for (int i = 0; i < inputs.size(); i++) {
            Feature input = inputs.get(i);
            boolean there = i < rows.columns().size()
                            && rows.schema().columns().get(i).name().equals(input.name())
                    || rows.schema().contains(input.name());
            if (input.required() && !there) {
                absent.add(input.name());
            }
        }
        if (!absent.isEmpty()) {
            throw new IllegalArgumentException("the rows lack the columns " + absent + "; they have "
                    + rows.schema().names());
        }
    }

    @Override
    public void close() {
        runtime.close();
    }
}
