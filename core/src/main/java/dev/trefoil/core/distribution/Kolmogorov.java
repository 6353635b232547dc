package dev.trefoil.core.distribution;

/// Kolmogorov's limit law: the distribution of √n times the greatest distance of an empirical and its true
/// distribution function, for large n.
public final class Kolmogorov {
    private Kolmogorov() {}

    /// P(K > x).
    public static double upper(double x) {
        if (x <= 0) {
            return 1;
        }
        if (x < 1) {
            return 1 - lower(x);
        }
        double sum = 0;
        double sign = 1;
        for (int k = 1; k <= 100; k++) {
            double term = Math.exp(-2.0 * k * k * x * x);
            sum += sign * term;
            sign = -sign;
            if (term < 1e-18 * sum) {
                break;
            }
        }
        return Math.min(1, 2 * sum);
    }

    /// P(K ≤ x).
    public static double lower(double x) {
        if (x <= 0) {
            return 0;
        }
        if (x >= 1) {
            return 1 - upper(x);
        }
        double factor = Math.PI * Math.PI / (8 * x * x);
        double sum = 0;
        for (int k = 1; k <= 50; k++) {
            double odd = 2.0 * k - 1;
            double term = Math.exp(-odd * odd * factor);
            sum += term;
            if (term <= 1e-18 * sum) {
                break;
            }
        }
        return Math.sqrt(2 * Math.PI) / x * sum;
    }
}
