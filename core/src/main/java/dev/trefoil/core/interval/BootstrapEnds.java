package dev.trefoil.core.interval;

import dev.trefoil.core.distribution.Normal;
import dev.trefoil.core.distribution.StudentT;
import java.util.Arrays;

/// From bootstrap draws to an interval.
public final class BootstrapEnds {
    private BootstrapEnds() {}

    /// Quantiles of sorted draws of `units` independent units, widened for few units (Hesterberg 2014).
    public static Interval percentile(double[] sorted, long units, double confidence) {
        double size = (double) units;
        double student = StudentT.quantile((1 - confidence) / 2, size - 1);
        double tail = Normal.lower(student * Math.sqrt(size / (size - 1)));
        return new Interval(quantile(sorted, tail), quantile(sorted, 1 - tail));
    }

    /// Efron's interval corrected for bias, by the share of draws below the value, and for acceleration, by the
    /// values
    /// that leave one unit out each. Equal draws count half as below.
    public static Interval bca(double value, double[] sorted, double[] leaveOneOut, double confidence) {
        double below = 0;
        for (double draw : sorted) {
            below += draw < value ? 1 : draw == value ? 0.5 : 0;
        }
        double bias = Normal.quantile(below / sorted.length);
        double mean = Arrays.stream(leaveOneOut).average().orElse(0);
        double squares = 0;
        double cubes = 0;
        for (double left : leaveOneOut) {
            double away = mean - left;
            squares += away * away;
            cubes += away * away * away;
        }
        double speed = squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
        if (Double.isInfinite(bias)) {
            return new Interval(Math.min(value, sorted[0]), Math.max(value, sorted[sorted.length - 1]));
        }
        double z = Normal.quantile((1 - confidence) / 2);
        double low = Normal.lower(bias + (bias + z) / (1 - speed * (bias + z)));
        double high = Normal.lower(bias + (bias - z) / (1 - speed * (bias - z)));
        double one = quantile(sorted, low);
        double two = quantile(sorted, high);
        return new Interval(Math.min(one, two), Math.max(one, two));
    }

    private static double quantile(double[] sorted, double q) {
        double at = (sorted.length - 1) * q;
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
