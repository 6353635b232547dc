package dev.trefoil.core.distribution;

/// The standard normal law.
public final class Normal {
    private static final double[] A = {
        3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946,
        45921.95393154987, 67265.7709270087, 33430.57558358813, 2509.0809287301227
    };
    private static final double[] B = {
        1,
        42.31333070160091,
        687.1870074920579,
        5394.196021424751,
        21213.794301586597,
        39307.89580009271,
        28729.085735721943,
        5226.495278852854
    };
    private static final double[] C = {
        1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045,
        1.2704582524523684, 0.2417807251774506, 0.022723844989269184, 0.0007745450142783414
    };
    private static final double[] D = {
        1,
        2.053191626637759,
        1.6763848301838038,
        0.6897673349851,
        0.14810397642748008,
        0.015198666563616457,
        0.0005475938084995345,
        1.0507500716444169e-09
    };
    private static final double[] E = {
        6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487,
        0.026532189526576124, 0.0012426609473880784, 2.7115555687434876e-05, 2.0103343992922881e-07
    };
    private static final double[] F = {
        1,
        0.599832206555888,
        0.1369298809227358,
        0.014875361290850615,
        0.0007868691311456133,
        1.8463183175100548e-05,
        1.421511758316446e-07,
        2.0442631033899397e-15
    };

    private Normal() {}

    public static double density(double z) {
        return Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    }

    /// P(Z ≤ z).
    public static double lower(double z) {
        return upper(-z);
    }

    /// P(Z > z), accurate far into the tail.
    public static double upper(double z) {
        double half = 0.5 * Gamma.upper(0.5, 0.5 * z * z);
        return z >= 0 ? half : 0.5 + 0.5 * Gamma.lower(0.5, 0.5 * z * z);
    }

    /// P(|Z| > |z|).
    public static double twoSided(double z) {
        return Gamma.upper(0.5, 0.5 * z * z);
    }

    /// The z with P(Z ≤ z) = p (Wichura's algorithm AS 241, 16 digits); ±∞ at 0 and 1.
    public static double quantile(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("a probability lies in [0, 1], not " + p);
        }
        double q = p - 0.5;
        if (Math.abs(q) <= 0.425) {
            double r = 0.180625 - q * q;
            return q * ratio(A, B, r);
        }
        double r = Math.min(p, 1 - p);
        if (r == 0) {
            return q < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        r = Math.sqrt(-Math.log(r));
        double z = r <= 5 ? ratio(C, D, r - 1.6) : ratio(E, F, r - 5);
        return q < 0 ? -z : z;
    }

    private static double ratio(double[] top, double[] bottom, double r) {
        double above = 0;
        double below = 0;
        for (int i = top.length - 1; i >= 0; i--) {
            above = above * r + top[i];
            below = below * r + bottom[i];
        }
        return above / below;
    }
}
