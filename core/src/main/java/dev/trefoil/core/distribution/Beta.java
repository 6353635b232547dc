package dev.trefoil.core.distribution;

/// The beta law: its regularised incomplete function I and the inverse.
public final class Beta {
    private static final double TINY = 1e-300;
    private static final int ROUNDS = 200_000;

    private Beta() {}

    /// ln B(a, b).
    public static double logBeta(double a, double b) {
        return Gamma.logGamma(a) + Gamma.logGamma(b) - Gamma.logGamma(a + b);
    }

    /// The lower tail I(x; a, b), for x in [0, 1].
    public static double lower(double x, double a, double b) {
        return tail(x, 1 - x, a, b);
    }

    /// The upper tail 1 − I(x; a, b), without cancellation.
    public static double upper(double x, double a, double b) {
        return tail(1 - x, x, b, a);
    }

    /// The x at which the lower tail is `p`.
    public static double quantile(double p, double a, double b) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("a probability lies in [0, 1], not " + p);
        }
        if (p == 0 || p == 1) {
            return p;
        }
        double low = 0;
        double high = 1;
        double x = a / (a + b);
        double log = logBeta(a, b);
        for (int i = 0; i < 400; i++) {
            double error = lower(x, a, b) - p;
            if (error == 0) {
                return x;
            }
            if (error < 0) {
                low = x;
            } else {
                high = x;
            }
            double density = Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - log);
            double next = x - error / density;
            if (!(next > low && next < high)) {
                next = low > 0 && high / low > 4 ? Math.sqrt(low * high) : 0.5 * (low + high);
            }
            if (Math.abs(next - x) <= 1e-16 * x || high - low <= 1e-16 * high) {
                return next;
            }
            x = next;
        }
        return x;
    }

    /// The lower tail at `x` where `y` = 1 − x is known without cancellation.
    static double tail(double x, double y, double a, double b) {
        if (!(a > 0 && b > 0) || Double.isNaN(x)) {
            throw new IllegalArgumentException("the incomplete beta takes a, b > 0, not " + a + ", " + b);
        }
        if (x <= 0) {
            return 0;
        }
        if (y <= 0) {
            return 1;
        }
        double front = Math.exp(a * Math.log(x) + b * Math.log(y) - logBeta(a, b));
        return x < (a + 1) / (a + b + 2) ? front * fraction(x, a, b) / a : 1 - front * fraction(y, b, a) / b;
    }

    private static double fraction(double x, double a, double b) {
        double sum = a + b;
        double c = 1;
        double d = guard(1 - sum * x / (a + 1));
        d = 1 / d;
        double h = d;
        for (int m = 1; m < ROUNDS; m++) {
            double even = m * (b - m) * x / ((a - 1 + 2.0 * m) * (a + 2.0 * m));
            d = 1 / guard(1 + even * d);
            c = guard(1 + even / c);
            h *= d * c;
            double odd = -(a + m) * (sum + m) * x / ((a + 2.0 * m) * (a + 1 + 2.0 * m));
            d = 1 / guard(1 + odd * d);
            c = guard(1 + odd / c);
            double step = d * c;
            h *= step;
            if (Math.abs(step - 1) < 1e-16) {
                break;
            }
        }
        return h;
    }

    private static double guard(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }
}
