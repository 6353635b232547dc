package dev.trefoil.training.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The settings of one training, by name, in the order in which they were given.
public record Hyperparameters(Map<String, Setting> settings) {
    public static final Hyperparameters NONE = new Hyperparameters(Map.of());

    public Hyperparameters {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    public @Nullable Setting find(String name) {
        return settings.get(name);
    }

    /// The number of this name, or what to take without one. A word that is no number is an
    /// [IllegalArgumentException].
    public double number(String name, double otherwise) {
        return switch (settings.get(name)) {
            case null -> otherwise;
            case Setting.Numeric(double value) -> value;
            case Setting.Word(String text) -> {
                try {
                    yield Double.parseDouble(text);
                } catch (NumberFormatException _) {
                    throw new IllegalArgumentException(
                            "hyper-parameter '" + name + "' must be a number, not '" + text + "'");
                }
            }
        };
    }

    /// The whole number of this name, or what to take without one.
    public int integer(String name, int otherwise) {
        double value = number(name, otherwise);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("hyper-parameter '" + name + "' must be a whole number, not " + value);
        }
        return (int) value;
    }

    public String word(String name, String otherwise) {
        Setting setting = settings.get(name);
        return setting == null ? otherwise : setting.text();
    }

    public Hyperparameters with(String name, double value) {
        return with(name, new Setting.Numeric(value));
    }

    public Hyperparameters with(String name, String value) {
        return with(name, new Setting.Word(value));
    }

    /// These settings, overridden by the others.
    public Hyperparameters and(Hyperparameters others) {
        Map<String, Setting> more = new LinkedHashMap<>(settings);
        more.putAll(others.settings);
        return new Hyperparameters(more);
    }

    private Hyperparameters with(String name, Setting value) {
        Map<String, Setting> more = new LinkedHashMap<>(settings);
        more.put(name, value);
        return new Hyperparameters(more);
    }
}
