package dev.trefoil.inference;

import dev.trefoil.inference.runtime.CodeRuntimes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/// The file that holds the weights of a model made elsewhere, so that they can be put into a package.
///
/// @param kind library that reads it
/// @param path of the file
public record WeightsFile(WeightsKind kind, Path path) {
    /// @param model a bare file or an MLflow folder
    /// @throws IllegalArgumentException when it is code, or nothing that a package can hold
    public static WeightsFile find(Path model) {
        if (!Files.isDirectory(model)) {
            return new WeightsFile(kind(model), model);
        }
        Path description = model.resolve(MlmodelCodec.FILE);
        if (!Files.exists(description)) {
            throw new IllegalArgumentException(model.getFileName()
                    + " is a folder without trefoil.json or MLmodel: give the model's own folder or file");
        }
        MlmodelCodec.Folder said = MlmodelCodec.read(text(description));
        for (Map.Entry<String, Map<String, String>> flavor : said.flavors().entrySet()) {
            String data = flavor.getValue().getOrDefault("data", "");
            boolean known = Set.of("xgboost", "lightgbm", "onnx").contains(flavor.getKey()) && !data.endsWith(".skops");
            Path file = model.resolve(data).normalize();
            if (known && !data.isEmpty() && file.startsWith(model.normalize()) && Files.isRegularFile(file)) {
                return new WeightsFile(kind(file), file);
            }
        }
        throw new IllegalArgumentException(
                "this MLflow folder has the flavors " + said.flavors().keySet()
                        + ", and code is not run here: log the booster with mlflow.xgboost or mlflow.lightgbm,"
                        + " or the model with mlflow.onnx");
    }

    private static WeightsKind kind(Path file) {
        try (ModelPackage model = ModelPackage.load(file, CodeRuntimes.NONE)) {
            String word = model.description().kind();
            for (WeightsKind kind : WeightsKind.values()) {
                if (kind.word().equals(word)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException(file.getFileName() + " is a model of kind " + word
                    + ", which a package cannot hold: save it as XGBoost, LightGBM or ONNX");
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// Its bytes.
    public byte[] bytes() {
        try {
            return Files.readAllBytes(path);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
