package dev.trefoil.core.distribution;

/// Student's t law.
public final class StudentT {
    private StudentT() {}

    /// P(T > t) with `degrees` of freedom.
    public static double upper(double t, double degrees) {
        double square = t * t;
        double tail = 0.5 * Beta.tail(degrees / (degrees + square), square / (degrees + square), degrees / 2, 0.5);
        return t >= 0 ? tail : 1 - tail;
    }

    /// P(|T| > |t|).
    public static double twoSided(double t, double degrees) {
        double square = t * t;
        return Beta.tail(degrees / (degrees + square), square / (degrees + square), degrees / 2, 0.5);
    }

    /// The t with P(T ≤ t) = p.
    public static double quantile(double p, double degrees) {
        if (p == 0.5) {
            return 0;
        }
        double tail = Math.min(p, 1 - p);
        if (tail == 0) {
            return p < 0.5 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        double low = 0;
        double high = 1;
        while (upper(high, degrees) > tail) {
            low = high;
            high *= 2;
        }
        for (int i = 0; i < 200 && high - low > 1e-15 * high; i++) {
            double middle = 0.5 * (low + high);
            if (upper(middle, degrees) > tail) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double t = 0.5 * (low + high);
        return p < 0.5 ? -t : t;
    }
}
