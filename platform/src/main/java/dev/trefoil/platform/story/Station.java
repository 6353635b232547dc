package dev.trefoil.platform.story;

import java.util.Locale;

/// Where on the loop something happened.
public enum Station {
    DESIGN,
    DATA,
    DEVELOPMENT,
    EVALUATION,
    REGISTRY,
    DEPLOYMENT,
    MONITORING,
    RETRAINING,
    SUMMARY;

    /// The lower-case word of the JSON and the UI.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Station of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
