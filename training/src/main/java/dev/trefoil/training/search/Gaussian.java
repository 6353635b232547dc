package dev.trefoil.training.search;

/// The standard normal distribution, accurate to about 1e-15 relative in both tails.
final class Gaussian {
    private static final double SQRT_2_PI = Math.sqrt(2 * Math.PI);

    private static final double LN_2 = Math.log(2);

    /// Parts into which a power of two is cut.
    private static final int PARTS = 256;

    private static final double[] POWERS = powers();

    private Gaussian() {}

    private static double[] powers() {
        double[] powers = new double[PARTS];
        for (int i = 0; i < PARTS; i++) {
            powers[i] = Math.pow(2, -i / (double) PARTS);
        }
        return powers;
    }

    /// exp(−z² / 2) for |z| < 30, with a relative error of 1e-15 at a quarter of the time.
    static double bell(double z) {
        double parts = 0.5 * z * z * (PARTS / LN_2);
        int whole = (int) (parts + 0.5);
        double rest = (whole - parts) * (LN_2 / PARTS);
        double near = 1 + rest * (1 + rest * (0.5 + rest * (1.0 / 6 + rest / 24)));
        return near * POWERS[whole & PARTS - 1] * Double.longBitsToDouble(1023L - (whole >> 8) << 52);
    }

    static double density(double z) {
        return Math.exp(-0.5 * z * z) / SQRT_2_PI;
    }

    /// Probability of a value below `z`: a series for |z| < 3 (Marsaglia 2004), a continued fraction beyond.
    static double below(double z) {
        if (z < -3) {
            return tail(-z);
        }
        if (z > 3) {
            return 1 - tail(z);
        }
        double sum = z;
        double term = z;
        for (int k = 3; sum + term != sum; k += 2) {
            term *= z * z / k;
            sum += term;
        }
        return 0.5 + sum * density(z);
    }

    /// Probability of a value in [low, high], without cancellation in the upper tail; absolute error 1e-16.
    static double between(double low, double high) {
        if (low > 0) {
            return below(-low) - below(-high);
        }
        return (high > 9 ? 1 : below(high)) - (low < -9 ? 0 : below(low));
    }

    /// Probability of a value above `z`, for z ≥ 3.
    private static double tail(double z) {
        if (z > 39) {
            return 0;
        }
        double fraction = 0;
        for (int k = z > 6 ? 24 : 60; k > 0; k--) {
            fraction = k / (z + fraction);
        }
        return density(z) / (z + fraction);
    }

    /// The `z` with [#below] equal to p in (0, 1): Acklam's approximation, one Halley step.
    static double quantile(double p) {
        if (p <= 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (p >= 1) {
            return Double.POSITIVE_INFINITY;
        }
        double z = rough(p);
        double error = (below(z) - p) / density(z);
        return z - error / (1 + 0.5 * z * error);
    }

    private static double rough(double p) {
        if (p > 0.5) {
            return -rough(1 - p);
        }
        if (p < 0.02425) {
            double q = Math.sqrt(-2 * Math.log(p));
            return (((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838e+00) * q
                                                            - 2.549732539343734e+00)
                                                    * q
                                            + 4.374664141464968e+00)
                                    * q
                            + 2.938163982698783e+00)
                    / ((((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996e+00) * q
                                            + 3.754408661907416e+00)
                                    * q
                            + 1);
        }
        double q = p - 0.5;
        double r = q * q;
        return (((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r
                                                        + 1.383577518672690e+02)
                                                * r
                                        - 3.066479806614716e+01)
                                * r
                        + 2.506628277459239e+00)
                * q
                / (((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r
                                                        + 6.680131188771972e+01)
                                                * r
                                        - 1.328068155288572e+01)
                                * r
                        + 1);
    }
}
