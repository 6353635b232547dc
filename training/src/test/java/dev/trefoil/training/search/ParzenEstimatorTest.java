package dev.trefoil.training.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Golden numbers from Optuna's estimator.
class ParzenEstimatorTest {
    private static final Offset<Double> EXACT = within(1e-9);
    private static final Parameter X = new Parameter.FloatRange("x", 0, 1, false);
    private static final Parameter RATE = new Parameter.FloatRange("lr", 1e-5, 1e-1, true);
    private static final Parameter LAYERS = new Parameter.IntRange("n", 1, 5, false);
    private static final Parameter KIND = new Parameter.Choice("c", List.of("a", "b", "c"));

    @Test
    void widthsAreTheWiderGapToTheNeighbours() {
        assertThat(widths(X, 0.1, 0.4, 0.45, 0.9)).containsExactly(new double[] {.3, .3, .45, .45, 1}, EXACT);
        assertThat(widths(RATE, 1e-3, 1e-2, 3e-2, 1e-4))
                .containsExactly(
                        new double[] {2.302585093, 2.302585093, 1.5350567287, 2.302585093, 9.210340372}, EXACT);
        assertThat(widths(LAYERS, 1, 3, 3, 5)).containsExactly(new double[] {2, 2, 2, 2, 5}, EXACT);
    }

    @Test
    void weightsAreEvenUpTo25AndThenRiseFromTheOldest() {
        assertThat(ParzenEstimator.weights(4)).containsExactly(new double[] {.2, .2, .2, .2, .2}, EXACT);
        double[] weights = ParzenEstimator.weights(30);
        assertThat(Arrays.stream(weights).sum()).isCloseTo(1, EXACT);
        assertThat(weights[0] / weights[29]).isCloseTo(1 / 30.0, EXACT);
        assertThat(weights[4]).isCloseTo(weights[30], EXACT);
    }

    @Test
    void choicesGetTheirShareOfThePrior() {
        ParzenEstimator estimator = new ParzenEstimator(List.of(KIND), words("a", "c", "c", "b"), false);
        Kernels kernels = estimator.kernels(0);
        double[] densities = new double[kernels.shapes()];
        kernels.densities(new Setting.Word("a"), densities);
        assertThat(densities[kernels.shape(0)]).isCloseTo(.75, EXACT);
        assertThat(densities[kernels.shape(1)]).isCloseTo(.125, EXACT);
        assertThat(densities[kernels.shape(4)]).isCloseTo(1 / 3.0, EXACT);
    }

    @Test
    void jointDensityEqualsOptunas() {
        double[][] seen = {{.1, 1e-3, 1}, {.4, 1e-2, 3}, {.45, 3e-2, 3}, {.9, 1e-4, 5}};
        String[] kinds = {"a", "c", "c", "b"};
        List<Hyperparameters> observations = IntStream.range(0, 4)
                .mapToObj(i -> point(seen[i][0], seen[i][1], seen[i][2], kinds[i]))
                .toList();
        ParzenEstimator byNeighbours = new ParzenEstimator(List.of(X, RATE, LAYERS, KIND), observations, false);
        ParzenEstimator joint = new ParzenEstimator(List.of(X, RATE, LAYERS, KIND), observations, true);
        assertThat(byNeighbours.logDensity(point(.2, .002, 2, "c"))).isCloseTo(-4.3357335225, EXACT);
        assertThat(byNeighbours.logDensity(point(.5, .05, 4, "a"))).isCloseTo(-5.2036388443, EXACT);
    }

    @Test
    void drawsStayInsideTheirRanges() {
        SearchSpace space = new SearchSpace(List.of(X, RATE, LAYERS, KIND));
        ParzenEstimator estimator =
                new ParzenEstimator(space.parameters(), List.of(point(0, 1e-5, 1, "a"), point(1, 1e-1, 5, "b")), true);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 2000; i++) {
            assertThat(space.contains(estimator.draw(random))).isTrue();
        }
    }

    @Test
    void theGoodAreATenthAndAtMost25() {
        assertThat(IntStream.of(1, 10, 11, 50, 250, 1000).map(TpeSampler::good)).containsExactly(1, 1, 2, 5, 25, 25);
    }

    @Test
    void theNormalDistributionIsExactInBothTails() {
        assertThat(Gaussian.below(-8) / 6.22096057427174e-16).isCloseTo(1, within(1e-12));
        assertThat(Gaussian.below(1.96)).isCloseTo(0.9750021048517795, within(1e-15));
        assertThat(Gaussian.quantile(0.025)).isCloseTo(-1.9599639845400545, within(1e-12));
        assertThat(Gaussian.between(9, 10) / 1.1285122074235907e-19).isCloseTo(1, within(1e-10));
    }

    private static double[] widths(Parameter parameter, double... values) {
        List<Hyperparameters> observations = Arrays.stream(values)
                .mapToObj(v -> Hyperparameters.NONE.with(parameter.name(), v))
                .toList();
        NumericKernels kernels =
                (NumericKernels) new ParzenEstimator(List.of(parameter), observations, false).kernels(0);
        return IntStream.rangeClosed(0, values.length)
                .mapToDouble(kernels::width)
                .toArray();
    }

    private static List<Hyperparameters> words(String... words) {
        List<Hyperparameters> all = new ArrayList<>();
        for (String word : words) {
            all.add(Hyperparameters.NONE.with("c", word));
        }
        return all;
    }

    private static Hyperparameters point(double x, double rate, double layers, String kind) {
        return Hyperparameters.NONE
                .with("x", x)
                .with("lr", rate)
                .with("n", layers)
                .with("c", kind);
    }
}
