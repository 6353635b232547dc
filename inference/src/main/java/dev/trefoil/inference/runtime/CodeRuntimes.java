package dev.trefoil.inference.runtime;

import java.nio.file.Path;

/// Opens models that are code (pickles, Python functions) without running any of it in this process.
@FunctionalInterface
public interface CodeRuntimes {
    /// Refuses every such model, for places that may not start processes.
    CodeRuntimes NONE = path -> {
        throw new ModelFormatException(
                path.toString(),
                "",
                "is a Python model, and Python models are not allowed here",
                "save it as XGBoost, LightGBM or ONNX");
    };

    /// @param path a folder with an `MLmodel` file, or a pickle
    ModelRuntime open(Path path);
}
