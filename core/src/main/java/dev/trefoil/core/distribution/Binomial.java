package dev.trefoil.core.distribution;

/// The binomial law of successes among independent trials.
public final class Binomial {
    private Binomial() {}

    /// P(X = k).
    public static double probability(long k, long trials, double rate) {
        if (k < 0 || k > trials) {
            return 0;
        }
        if (rate == 0 || rate == 1) {
            return (rate == 0 ? k == 0 : k == trials) ? 1 : 0;
        }
        double n = (double) trials;
        return Math.exp(Gamma.logChoose(n, (double) k) + k * Math.log(rate) + (n - k) * Math.log1p(-rate));
    }

    /// P(X ≤ k).
    public static double lower(long k, long trials, double rate) {
        if (k < 0) {
            return 0;
        }
        return k >= trials ? 1 : Beta.upper(rate, k + 1.0, (double) (trials - k));
    }

    /// P(X ≥ k).
    public static double atLeast(long k, long trials, double rate) {
        if (k <= 0) {
            return 1;
        }
        return k > trials ? 0 : Beta.lower(rate, (double) k, trials - k + 1.0);
    }
}
