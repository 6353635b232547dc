package dev.trefoil.training.search;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The ranges from which hyper-parameters are drawn. Names are unique.
public record SearchSpace(List<Parameter> parameters) {
    public SearchSpace {
        parameters = List.copyOf(parameters);
        Set<String> names = new HashSet<>();
        for (Parameter parameter : parameters) {
            if (!names.add(parameter.name())) {
                throw new IllegalArgumentException("hyper-parameter '" + parameter.name() + "' appears twice");
            }
        }
    }

    /// This space with parameters replaced by those of the same name, and new ones added.
    public SearchSpace and(List<Parameter> others) {
        Map<String, Parameter> merged = new LinkedHashMap<>();
        parameters.forEach(p -> merged.put(p.name(), p));
        others.forEach(p -> merged.put(p.name(), p));
        return new SearchSpace(List.copyOf(merged.values()));
    }

    /// Whether the settings have a value inside its range for every parameter.
    public boolean contains(Hyperparameters settings) {
        for (Parameter parameter : parameters) {
            if (!inside(parameter, settings.find(parameter.name()))) {
                return false;
            }
        }
        return true;
    }

    static boolean inside(Parameter parameter, @Nullable Setting setting) {
        return switch (parameter) {
            case Parameter.FloatRange range ->
                setting instanceof Setting.Numeric(double value) && value >= range.low() && value <= range.high();
            case Parameter.IntRange range ->
                setting instanceof Setting.Numeric(double value)
                        && value >= range.low()
                        && value <= range.high()
                        && value == Math.rint(value);
            case Parameter.Choice choice ->
                setting instanceof Setting.Word(String text) && choice.choices().contains(text);
        };
    }
}
