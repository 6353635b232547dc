package dev.trefoil.core.interval;

import dev.trefoil.core.distribution.Beta;
import dev.trefoil.core.distribution.Normal;

/// Intervals for the rate behind `successes` out of `trials`.
public final class RateInterval {
    private RateInterval() {}

    /// Wilson's score interval: right coverage on average, good from a handful of trials on.
    public static Interval wilson(double successes, double trials, double confidence) {
        check(successes, trials, confidence);
        double z = Normal.quantile(0.5 + confidence / 2);
        double rate = successes / trials;
        double square = z * z;
        double centre = (rate + square / (2 * trials)) / (1 + square / trials);
        double half =
                z / (1 + square / trials) * Math.sqrt(rate * (1 - rate) / trials + square / (4 * trials * trials));
        double low = successes == 0 ? 0 : Math.max(0, centre - half);
        double high = successes == trials ? 1 : Math.min(1, centre + half);
        return new Interval(low, high);
    }

    /// Clopper and Pearson's exact interval: never covers less than it says.
    public static Interval clopperPearson(double successes, double trials, double confidence) {
        check(successes, trials, confidence);
        double tail = (1 - confidence) / 2;
        double low = successes == 0 ? 0 : Beta.quantile(tail, successes, trials - successes + 1);
        double high = successes == trials ? 1 : Beta.quantile(1 - tail, successes + 1, trials - successes);
        return new Interval(low, high);
    }

    private static void check(double successes, double trials, double confidence) {
        if (!(trials > 0 && successes >= 0 && successes <= trials)) {
            throw new IllegalArgumentException(
                    "a rate needs 0 ≤ successes ≤ trials and a trial, not " + successes + " of " + trials);
        }
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence lies in (0, 1), not " + confidence);
        }
    }
}
