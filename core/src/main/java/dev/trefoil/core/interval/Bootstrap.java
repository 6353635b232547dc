package dev.trefoil.core.interval;

import dev.trefoil.core.verdict.Estimate;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/// The bootstrap of any statistic of independent units: rows, clusters, pairs. A statistic gets the positions of
/// the units
/// drawn, with repetition. Metrics of a model have a faster door, [dev.trefoil.core.metric.MetricEstimator].
///
/// @param resamples draws, at least 100
/// @param seed same seed, same interval
/// @param confidence two-sided coverage
/// @param kind how the ends are read
public record Bootstrap(int resamples, long seed, double confidence, IntervalKind kind) {
    public Bootstrap {
        if (resamples < 100 || !(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException(
                    "a bootstrap needs 100 draws and a confidence in (0, 1), not " + resamples + " and " + confidence);
        }
    }

    /// Fewer than five units, or draws that do not vary, give no interval.
    public Estimate estimate(int units, ToDoubleFunction<int[]> statistic, String name) {
        String method = name + "/bootstrap-" + kind.id();
        if (units == 0) {
            return Estimate.none(method + "/no-rows");
        }
        int[] all = new int[units];
        Arrays.setAll(all, i -> i);
        double value = statistic.applyAsDouble(all);
        double[] draws = draws(units, statistic);
        if (units < 5 || Double.isNaN(value) || draws.length < 0.9 * resamples || draws[0] == draws[draws.length - 1]) {
            return new Estimate(value, Double.NaN, Double.NaN, units, units, method + "/no-interval", confidence);
        }
        Interval ends = switch (kind) {
            case PERCENTILE -> BootstrapEnds.percentile(draws, units, confidence);
            case BCA -> BootstrapEnds.bca(value, draws, leaveOneOut(all, statistic), confidence);
        };
        return new Estimate(value, ends.low(), ends.high(), units, units, method, confidence);
    }

    private double[] draws(int units, ToDoubleFunction<int[]> statistic) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] draws = new double[resamples];
        int[] drawn = new int[units];
        for (int draw = 0; draw < resamples; draw++) {
            for (int i = 0; i < units; i++) {
                drawn[i] = random.nextInt(units);
            }
            draws[draw] = statistic.applyAsDouble(drawn.clone());
        }
        return Arrays.stream(draws).filter(v -> !Double.isNaN(v)).sorted().toArray();
    }

    private static double[] leaveOneOut(int[] all, ToDoubleFunction<int[]> statistic) {
        double[] values = new double[all.length];
        for (int left = 0; left < all.length; left++) {
            int out = left;
            values[left] = statistic.applyAsDouble(
                    Arrays.stream(all).filter(i -> i != out).toArray());
        }
        return values;
    }
}
