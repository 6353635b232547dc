package dev.trefoil.core.signature;

/// What kind of answer a model gives.
public enum Task {
    /// Two classes; the prediction is the probability of the positive one.
    BINARY,
    /// More than two classes; the prediction is a probability for each.
    MULTICLASS,
    /// A number.
    REGRESSION;

    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    public static Task of(String word) {
        return valueOf(word.toUpperCase(java.util.Locale.ROOT));
    }
}
