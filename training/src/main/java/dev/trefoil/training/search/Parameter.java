package dev.trefoil.training.search;

import java.util.List;
import java.util.Objects;

/// One dimension of a search space.
public sealed interface Parameter {
    String name();

    /// A real number in [low, high], searched evenly or, with `log`, evenly in its logarithm.
    record FloatRange(String name, double low, double high, boolean log) implements Parameter {
        public FloatRange {
            requireRange(name, low, high, log);
        }
    }

    /// A whole number in [low, high], both included.
    record IntRange(String name, long low, long high, boolean log) implements Parameter {
        public IntRange {
            requireRange(name, (double) low, (double) high, log);
        }
    }

    /// One of these words.
    record Choice(String name, List<String> choices) implements Parameter {
        public Choice {
            Objects.requireNonNull(name, "name");
            choices = List.copyOf(choices);
            if (choices.isEmpty()) {
                throw new IllegalArgumentException("hyper-parameter '" + name + "' has nothing to choose from");
            }
        }
    }

    private static void requireRange(String name, double low, double high, boolean log) {
        Objects.requireNonNull(name, "name");
        if (!(low <= high) || Double.isInfinite(low) || Double.isInfinite(high)) {
            throw new IllegalArgumentException("hyper-parameter '" + name + "': " + low + ".." + high
                    + " is not a range; write the smaller first");
        }
        if (log && low <= 0) {
            throw new IllegalArgumentException(
                    "hyper-parameter '" + name + "': a logarithmic range starts above 0, not at " + low);
        }
    }
}
