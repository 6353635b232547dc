package dev.trefoil.inference;

import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.signature.Feature;
import dev.trefoil.core.signature.Signature;
import dev.trefoil.core.signature.Task;
import dev.trefoil.inference.encoder.EncoderCodec;
import dev.trefoil.inference.encoder.FeatureEncoder;
import dev.trefoil.inference.python.PythonModel;
import dev.trefoil.inference.runtime.CodeRuntimes;
import dev.trefoil.inference.runtime.MatrixModel;
import dev.trefoil.inference.runtime.ModelDescription;
import dev.trefoil.inference.runtime.ModelFormatException;
import dev.trefoil.inference.runtime.ModelRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Opens whatever lies at a path: package, MLflow folder or bare file.
final class PackageReader {
    private PackageReader() {}

    static ModelPackage read(Path path, CodeRuntimes code) {
        if (!Files.exists(path)) {
            throw new ModelFormatException(path.toString(), "", "is not there", "check the path");
        }
        if (!Files.isDirectory(path)) {
            return bare(ModelFiles.open(path, code), List.of());
        }
        if (Files.exists(path.resolve(ManifestCodec.FILE))) {
            return trefoil(path, code);
        }
        if (Files.exists(path.resolve(MlmodelCodec.FILE))) {
            return mlflow(path, code);
        }
        throw new ModelFormatException(
                path.toString(),
                "",
                "is a folder without trefoil.json or MLmodel",
                "give the model's own folder or file");
    }

    private static ModelPackage trefoil(Path folder, CodeRuntimes code) {
        PackageManifest manifest = ManifestCodec.read(bytes(folder, ManifestCodec.FILE));
        byte[] encoderBytes = manifest.encoder() ? bytes(folder, PackageWriter.ENCODER) : null;
        byte[] reference = manifest.reference() ? bytes(folder, PackageWriter.REFERENCE) : null;
        Digest found = PackageWriter.digest(
                manifest.runtime(), weights(folder, manifest), encoderBytes, manifest.signature(), reference);
        if (!found.equals(manifest.digest())) {
            throw new ModelFormatException(
                    ModelFiles.name(folder),
                    "trefoil.json, digest",
                    "says " + manifest.digest().brief() + "…, the files have " + found.brief()
                            + "…: something was altered",
                    "fetch the package again");
        }
        FeatureEncoder encoder = encoderBytes == null ? null : EncoderCodec.read(PackageWriter.ENCODER, encoderBytes);
        Path weights = folder.resolve(manifest.weights());
        ModelRuntime runtime = isCode(manifest) ? code.open(CodeFolder.model(weights)) : ModelFiles.open(weights, code);
        try {
            return checked(folder, manifest, encoder, runtime, reference);
        } catch (RuntimeException e) {
            runtime.close();
            throw e;
        }
    }

    private static ModelPackage checked(
            Path folder,
            PackageManifest manifest,
            @Nullable FeatureEncoder encoder,
            ModelRuntime runtime,
            byte @Nullable [] reference) {
        if (encoder != null && runtime instanceof MatrixModel model && model.features() != encoder.width()) {
            throw new ModelFormatException(
                    ModelFiles.name(folder),
                    PackageWriter.ENCODER,
                    "gives " + encoder.width() + " numbers, the model takes " + model.features(),
                    "train and write the package again");
        }
        return new ModelPackage(manifest.signature(), encoder, runtime, manifest, reference);
    }

    private static boolean isCode(PackageManifest manifest) {
        return manifest.runtime().equals(WeightsKind.PYTHON.word());
    }

    /// What of the weights goes into the digest of the package.
    private static byte[] weights(Path folder, PackageManifest manifest) {
        if (!isCode(manifest)) {
            return bytes(folder, manifest.weights());
        }
        Path code = folder.resolve(manifest.weights());
        if (!Files.isDirectory(code)) {
            throw new ModelFormatException(
                    ModelFiles.name(folder), manifest.weights(), "is not there", "fetch the package again");
        }
        return HexFormat.of().parseHex(CodeFolder.of(code).digest().hex());
    }

    private static ModelPackage mlflow(Path folder, CodeRuntimes code) {
        MlmodelCodec.Folder said = MlmodelCodec.read(
                new String(bytes(folder, MlmodelCodec.FILE), java.nio.charset.StandardCharsets.UTF_8));
        for (String flavor : List.of("xgboost", "lightgbm", "onnx")) {
            Map<String, String> settings = said.flavors().get(flavor);
            if (settings != null) {
                Path file = data(folder, settings.getOrDefault("data", ""), flavor);
                if (ModelFiles.name(file).endsWith(".skops")) {
                    break; // an object of the library's scikit-learn side, which only Python can make again
                }
                return bare(ModelFiles.open(file, path -> code.open(folder)), said.inputs());
            }
        }
        return bare(code.open(folder), said.inputs());
    }

    private static Path data(Path folder, String name, String flavor) {
        Path file = folder.resolve(name).normalize();
        if (name.isEmpty() || !file.startsWith(folder.normalize()) || !Files.exists(file)) {
            throw new ModelFormatException(
                    MlmodelCodec.FILE,
                    "flavors." + flavor + ".data",
                    "'" + name + "' is not in the folder",
                    "log the model again");
        }
        return file;
    }

    /// A model that knows its features only as numbers, if at all.
    private static ModelPackage bare(ModelRuntime runtime, List<Feature> stated) {
        ModelDescription said = runtime.description();
        List<Feature> inputs = stated;
        if (inputs.isEmpty()) {
            List<String> names = said.featureNames().isEmpty()
                    ? IntStream.range(0, Math.max(0, said.featureCount()))
                            .mapToObj(i -> "f" + i)
                            .toList()
                    : said.featureNames();
            inputs = names.stream()
                    .map(name -> new Feature(name, ColumnType.NUMBER, true))
                    .toList();
        }
        return new ModelPackage(signature(inputs, said, runtime.classes()), null, runtime, null, null);
    }

    private static Signature signature(List<Feature> inputs, ModelDescription said, List<String> named) {
        Task task = said.task();
        if (said.more().containsKey(PythonModel.LABELS)) {
            task = Task.REGRESSION; // one label a row, no number for each class
        }
        if (task == Task.BINARY && said.width() == 2) {
            task = Task.MULTICLASS;
        }
        if (task == Task.MULTICLASS && said.width() == 1 || task == Task.BINARY && said.width() != 1) {
            task = Task.REGRESSION;
        }
        int classes = task == Task.BINARY ? 2 : task == Task.MULTICLASS ? said.width() : 0;
        if (classes > 0 && named.size() == classes) {
            return new Signature(inputs, task, named);
        }
        return new Signature(
                inputs,
                task,
                IntStream.range(0, classes).mapToObj(Integer::toString).toList());
    }

    private static byte[] bytes(Path folder, String name) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new ModelFormatException(ModelFiles.name(folder), name, "is not there", "fetch the package again");
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
