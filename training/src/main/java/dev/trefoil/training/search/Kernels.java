package dev.trefoil.training.search;

import java.util.random.RandomGenerator;

/// The kernels of one parameter: one for each observation, in their order, and the prior as the last. Equal kernels
/// share a shape, so that a density is computed once for all of them.
sealed interface Kernels permits NumericKernels, ChoiceKernels {
    /// How many different shapes there are.
    int shapes();

    /// The shape of a kernel.
    int shape(int kernel);

    /// Density of each shape at a value, into the first [#shapes] places.
    void densities(Setting at, double[] into);

    Setting draw(int kernel, RandomGenerator random);

    static Kernels of(Parameter parameter, Setting[] observations, double spread) {
        return switch (parameter) {
            case Parameter.Choice choice -> ChoiceKernels.of(choice, observations);
            case Parameter.FloatRange _, Parameter.IntRange _ ->
                NumericKernels.of(Axis.of(parameter), observations, spread);
        };
    }
}
