package dev.trefoil.training.search;

import java.util.List;
import java.util.random.RandomGenerator;

/// One kernel per observation: its choice weighs 1 + 1/kernels, every other 1/kernels, normalised. Shape `i`
/// belongs to
/// choice `i`; the last shape, the prior, is even.
final class ChoiceKernels implements Kernels {
    private final List<String> choices;
    private final int[] shapes;
    private final double own;
    private final double other;

    private ChoiceKernels(List<String> choices, int[] shapes, double own, double other) {
        this.choices = choices;
        this.shapes = shapes;
        this.own = own;
        this.other = other;
    }

    static ChoiceKernels of(Parameter.Choice parameter, Setting[] observations) {
        List<String> choices = parameter.choices();
        int kernels = observations.length + 1;
        int[] shapes = new int[kernels];
        for (int i = 0; i < observations.length; i++) {
            shapes[i] = choices.indexOf(observations[i].text());
        }
        shapes[observations.length] = choices.size();
        double prior = 1.0 / kernels;
        double sum = 1 + prior * choices.size();
        return new ChoiceKernels(choices, shapes, (1 + prior) / sum, prior / sum);
    }

    @Override
    public int shapes() {
        return choices.size() + 1;
    }

    @Override
    public int shape(int kernel) {
        return shapes[kernel];
    }

    @Override
    public void densities(Setting at, double[] into) {
        int chosen = choices.indexOf(at.text());
        for (int i = 0; i < choices.size(); i++) {
            into[i] = i == chosen ? own : other;
        }
        into[choices.size()] = 1.0 / choices.size();
    }

    @Override
    public Setting draw(int kernel, RandomGenerator random) {
        int shape = shapes[kernel];
        double u = random.nextDouble();
        if (shape < choices.size() && u >= other * choices.size()) {
            return new Setting.Word(choices.get(shape));
        }
        return new Setting.Word(choices.get(random.nextInt(choices.size())));
    }
}
