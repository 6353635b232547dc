package dev.trefoil.core.agreement;

import dev.trefoil.core.interval.BootstrapEnds;
import dev.trefoil.core.interval.Interval;
import dev.trefoil.core.verdict.Estimate;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/// Bootstrap intervals that draw whole items, since the labels of one item belong together.
///
/// @param resamples how many draws
/// @param seed of the draws
/// @param confidence of the interval
public record ItemDraws(int resamples, long seed, double confidence) {
    private static final int FEWEST = 5;

    /// 1,000 draws, 95 %.
    public static final ItemDraws STANDARD = new ItemDraws(1_000, 1, 0.95);

    public ItemDraws {
        if (resamples < 20 || !(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException(
                    "at least 20 draws and a confidence in (0, 1) are needed, not " + resamples + " and " + confidence);
        }
    }

    /// The statistic takes how often each item counts; undefined draws are left out, and more than a tenth of
    /// them leave no interval.
    Estimate estimate(int items, ToDoubleFunction<int[]> statistic, String method) {
        int[] once = new int[items];
        Arrays.fill(once, 1);
        double value = statistic.applyAsDouble(once);
        if (Double.isNaN(value)) {
            return without(value, items, method + "/undefined:no-disagreement-possible");
        }
        if (items < FEWEST) {
            return without(value, items, method + "/no-interval:too-few-items");
        }
        SplittableRandom random = new SplittableRandom(seed);
        double[] draws = new double[resamples];
        int[] times = new int[items];
        int defined = 0;
        for (int draw = 0; draw < resamples; draw++) {
            Arrays.fill(times, 0);
            for (int i = 0; i < items; i++) {
                times[random.nextInt(items)]++;
            }
            double drawn = statistic.applyAsDouble(times);
            if (!Double.isNaN(drawn)) {
                draws[defined++] = drawn;
            }
        }
        double[] sorted = Arrays.copyOf(draws, defined);
        Arrays.sort(sorted);
        if (defined < 0.9 * resamples) {
            return without(value, items, method + "/no-interval:undefined-draws");
        }
        if (sorted[0] == sorted[defined - 1]) {
            return without(value, items, method + "/no-interval:no-variation");
        }
        Interval ends = BootstrapEnds.percentile(sorted, items, confidence);
        return new Estimate(
                value, ends.low(), ends.high(), items, items, method + "/item-bootstrap-percentile", confidence);
    }

    private Estimate without(double value, int items, String method) {
        return new Estimate(value, Double.NaN, Double.NaN, items, items, method, confidence);
    }
}
