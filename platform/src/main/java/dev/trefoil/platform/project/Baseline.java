package dev.trefoil.platform.project;

import java.util.List;
import java.util.Optional;

/// A rung of the ladder that a model has to climb first.
public sealed interface Baseline {
    /// The words that no alternative may take as its id.
    List<String> WORDS = List.of("majority", "last-value", "logistic");

    /// The commonest class; for regression the mean.
    record Majority() implements Baseline {}

    /// The latest truth that was known.
    record LastValue() implements Baseline {}

    /// Logistic regression (linear for a number).
    record Logistic() implements Baseline {}

    /// An alternative of the charter.
    record Rule(String id) implements Baseline {}

    /// The word in a project file.
    default String word() {
        return switch (this) {
            case Majority _ -> "majority";
            case LastValue _ -> "last-value";
            case Logistic _ -> "logistic";
            case Rule(String id) -> id;
        };
    }

    /// A built-in baseline of this name.
    static Optional<Baseline> of(String word) {
        return switch (word) {
            case "majority" -> Optional.of(new Majority());
            case "last-value" -> Optional.of(new LastValue());
            case "logistic" -> Optional.of(new Logistic());
            default -> Optional.empty();
        };
    }
}
