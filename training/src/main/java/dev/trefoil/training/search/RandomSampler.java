package dev.trefoil.training.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Draws every parameter evenly from its range.
public record RandomSampler() implements Sampler {
    @Override
    public Hyperparameters suggest(
            SearchSpace space, List<FinishedTrial> history, Direction direction, RandomGenerator random) {
        Map<String, Setting> drawn = new LinkedHashMap<>();
        for (Parameter parameter : space.parameters()) {
            drawn.put(parameter.name(), draw(parameter, random));
        }
        return new Hyperparameters(drawn);
    }

    private static Setting draw(Parameter parameter, RandomGenerator random) {
        return switch (parameter) {
            case Parameter.Choice choice ->
                new Setting.Word(
                        choice.choices().get(random.nextInt(choice.choices().size())));
            case Parameter.FloatRange _, Parameter.IntRange _ -> {
                Axis axis = Axis.of(parameter);
                yield new Setting.Numeric(axis.value(axis.low() + random.nextDouble() * (axis.high() - axis.low())));
            }
        };
    }
}
