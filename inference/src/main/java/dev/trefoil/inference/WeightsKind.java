package dev.trefoil.inference;

/// What can lie in a package, and the name of the file (of the folder, for code) it lies in.
public enum WeightsKind {
    XGBOOST("xgboost", "model.ubj"),
    LIGHTGBM("lightgbm", "model.txt"),
    LINEAR("linear", "linear.json"),
    ONNX("onnx", "model.onnx"),
    /// Code: a folder with the MLflow folder, or with the pickle and its requirements.
    PYTHON("python", "model");

    private final String word;
    private final String file;

    WeightsKind(String word, String file) {
        this.word = word;
        this.file = file;
    }

    public String word() {
        return word;
    }

    public String file() {
        return file;
    }
}
