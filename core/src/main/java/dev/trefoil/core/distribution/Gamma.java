package dev.trefoil.core.distribution;

/// The gamma function and its regularised incomplete forms P and Q.
public final class Gamma {
    private static final double LANCZOS_G = 607.0 / 128.0;
    private static final double[] LANCZOS = {
        0.9999999999999971,
        57.15623566586292,
        -59.59796035547549,
        14.136097974741746,
        -0.4919138160976202,
        3.399464998481189e-05,
        4.652362892704858e-05,
        -9.837447530487956e-05,
        0.0001580887032249125,
        -0.00021026444172410488,
        0.00021743961811521265,
        -0.0001643181065367639,
        8.441822398385275e-05,
        -2.6190838401581408e-05,
        3.6899182659531625e-06
    };
    private static final double HALF_LOG_TWO_PI = 0.9189385332046728;
    private static final double TINY = 1e-300;
    private static final int ROUNDS = 1_000_000;

    private Gamma() {}

    /// ln Γ(x) for x > 0.
    public static double logGamma(double x) {
        if (!(x > 0)) {
            throw new IllegalArgumentException("logGamma takes a number above 0, not " + x);
        }
        if (x < 0.5) {
            return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
        }
        if (x > 1e3) {
            double inverse = 1 / x;
            double square = inverse * inverse;
            double tail = inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680)));
            return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + tail;
        }
        double sum = LANCZOS[0];
        double z = x - 1;
        for (int i = 1; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (z + i);
        }
        double base = z + LANCZOS_G + 0.5;
        return (z + 0.5) * Math.log(base) - base + HALF_LOG_TWO_PI + Math.log(sum);
    }

    /// The derivative of [#logGamma] for x above 0.
    public static double digamma(double x) {
        if (!(x > 0)) {
            throw new IllegalArgumentException("digamma takes numbers above 0, not " + x);
        }
        double shifted = x;
        double sum = 0;
        while (shifted < 10) {
            sum -= 1 / shifted;
            shifted++;
        }
        double inverse = 1 / (shifted * shifted);
        double series = inverse
                * (1.0 / 12
                        - inverse
                                * (1.0 / 120
                                        - inverse
                                                * (1.0 / 252
                                                        - inverse
                                                                * (1.0 / 240
                                                                        - inverse
                                                                                * (1.0 / 132
                                                                                        - inverse * 691 / 32_760)))));
        return sum + Math.log(shifted) - 0.5 / shifted - series;
    }

    /// ln C(n, k) for 0 ≤ k ≤ n.
    public static double logChoose(double n, double k) {
        return k == 0 || k == n ? 0 : logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
    }

    /// The lower tail P(a, x) of the gamma law with shape a and scale 1.
    public static double lower(double a, double x) {
        if (Double.isNaN(x) || !(a > 0)) {
            throw new IllegalArgumentException("the incomplete gamma takes a > 0 and a number, not " + a + ", " + x);
        }
        if (x <= 0) {
            return 0;
        }
        if (Double.isInfinite(x)) {
            return 1;
        }
        return x < a + 1 ? series(a, x) : 1 - fraction(a, x);
    }

    /// The upper tail Q(a, x) = 1 − P(a, x), without cancellation.
    public static double upper(double a, double x) {
        if (Double.isNaN(x) || !(a > 0)) {
            throw new IllegalArgumentException("the incomplete gamma takes a > 0 and a number, not " + a + ", " + x);
        }
        if (x <= 0) {
            return 1;
        }
        if (Double.isInfinite(x)) {
            return 0;
        }
        return x < a + 1 ? 1 - series(a, x) : fraction(a, x);
    }

    private static double front(double a, double x) {
        return Math.exp(a * Math.log(x) - x - logGamma(a));
    }

    private static double series(double a, double x) {
        double term = 1 / a;
        double sum = term;
        for (int i = 1; i < ROUNDS; i++) {
            term *= x / (a + i);
            sum += term;
            if (term < sum * 1e-17) {
                break;
            }
        }
        return sum * front(a, x);
    }

    private static double fraction(double a, double x) {
        double b = x + 1 - a;
        double c = 1 / TINY;
        double d = 1 / b;
        double h = d;
        for (int i = 1; i < ROUNDS; i++) {
            double an = -i * (i - a);
            b += 2;
            d = an * d + b;
            d = Math.abs(d) < TINY ? TINY : d;
            c = b + an / c;
            c = Math.abs(c) < TINY ? TINY : c;
            d = 1 / d;
            double step = d * c;
            h *= step;
            if (Math.abs(step - 1) < 1e-16) {
                break;
            }
        }
        return h * front(a, x);
    }
}
