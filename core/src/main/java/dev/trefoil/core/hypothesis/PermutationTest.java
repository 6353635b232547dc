package dev.trefoil.core.hypothesis;

import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;

/// A test of any statistic of two samples by exchanging their members.
public final class PermutationTest {
    private PermutationTest() {}

    /// Two-sided by the size of the statistic. p counts the sample as it is as one of the exchanges, so it is
    /// never 0.
    public static TestResult test(
            double[] first, double[] second, ToDoubleBiFunction<double[], double[]> statistic, Draws draws) {
        Samples.sorted(first, 1);
        Samples.sorted(second, 1);
        double seen = statistic.applyAsDouble(first, second);
        double[] pool = new double[first.length + second.length];
        for (int i = 0; i < pool.length; i++) {
            pool[i] = i < first.length ? first[i] : second[i - first.length];
        }
        double[] one = new double[first.length];
        double[] two = new double[second.length];
        SplittableRandom random = new SplittableRandom(draws.seed());
        int asLarge = 1;
        double least = Math.abs(seen) * (1 - 1e-14);
        for (int draw = 0; draw < draws.count(); draw++) {
            for (int i = 0; i < pool.length - 1; i++) {
                int j = i + random.nextInt(pool.length - i);
                double kept = pool[i];
                pool[i] = pool[j];
                pool[j] = kept;
            }
            for (int i = 0; i < pool.length; i++) {
                if (i < one.length) {
                    one[i] = pool[i];
                } else {
                    two[i - one.length] = pool[i];
                }
            }
            asLarge += Math.abs(statistic.applyAsDouble(one, two)) >= least ? 1 : 0;
        }
        return new TestResult(seen, asLarge / (draws.count() + 1.0), "permutation/" + draws.count());
    }

    /// @param count how many exchanges
    /// @param seed same seed, same p
    public record Draws(int count, long seed) {
        public Draws {
            if (count < 1) {
                throw new IllegalArgumentException("a permutation test needs at least one exchange");
            }
        }
    }
}
