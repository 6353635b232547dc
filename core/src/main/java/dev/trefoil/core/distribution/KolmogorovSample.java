package dev.trefoil.core.distribution;

/// The exact law of the greatest distance between an empirical distribution function of n values and the true one
/// (Simard and L'Ecuyer 2011: which formula is best where).
public final class KolmogorovSample {
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
    private static final double BIG = 0x1p128;

    private KolmogorovSample() {}

    /// P(D > d) for samples of n values.
    public static double upper(double d, long n) {
        if (n < 1 || Double.isNaN(d)) {
            throw new IllegalArgumentException("a sample has at least 1 value and a distance, not " + n + ", " + d);
        }
        double t = n * d;
        if (d >= 1) {
            return 0;
        }
        if (t <= 0.5) {
            return 1;
        }
        if (t <= 1) {
            double log = n <= 140 ? logFactorialRatio(n) : stirlingRatio(n);
            return 1 - Math.exp(log + n * Math.log(2 * t - 1));
        }
        if (t >= n - 1) {
            return 2 * Math.pow(1 - d, (double) n);
        }
        double square = t * d;
        if (d >= 0.5 || square > 4 || (n > 140 && square >= 2.2)) {
            return square >= 370 ? 0 : Math.min(1, 2 * oneSided(n, d));
        }
        if (n <= 140 || (n <= 100_000 && n * Math.pow(d, 1.5) <= 1.4)) {
            return clip(1 - durbin((int) n, d));
        }
        return clip(1 - pelzGood(n, d));
    }

    /// Birnbaum and Tingey's exact upper tail of the one-sided distance.
    private static double oneSided(long n, double d) {
        double sum = 0;
        long last = (long) Math.floor(n * (1 - d));
        double logFactorial = Gamma.logGamma(n + 1.0);
        for (long j = 0; j <= last; j++) {
            double share = (double) j / n;
            double left = 1 - d - share;
            if (left <= 0) {
                sum += j == n ? Math.pow(d + share, j - 1.0) : 0;
                continue;
            }
            double log = logFactorial
                    - Gamma.logGamma(j + 1.0)
                    - Gamma.logGamma(n - j + 1.0)
                    + (j - 1.0) * Math.log(d + share)
                    + (n - j) * Math.log(left);
            sum += log < -745 ? 0 : Math.exp(log);
        }
        return d * sum;
    }

    /// Marsaglia, Tsang and Wang's power of Durbin's matrix: P(D < d).
    private static double durbin(int n, double d) {
        int k = (int) Math.ceil(n * d);
        double h = k - n * d;
        int m = 2 * k - 1;
        double[][] matrix = new double[m][m];
        double[] inverse = new double[m + 1];
        inverse[0] = 1;
        for (int i = 1; i <= m; i++) {
            inverse[i] = inverse[i - 1] / i;
        }
        for (int i = 0; i < m; i++) {
            for (int j = 0; j <= Math.min(i + 1, m - 1); j++) {
                matrix[i][j] = inverse[i - j + 1];
            }
        }
        double power = 1;
        for (int i = 0; i < m; i++) {
            power *= h;
            matrix[i][0] -= power * inverse[i + 1];
            matrix[m - 1][m - 1 - i] -= power * inverse[i + 1];
        }
        if (2 * h > 1) {
            matrix[m - 1][0] += Math.pow(2 * h - 1, m) * inverse[m];
        }
        Scaled result = Scaled.power(matrix, n, k - 1);
        double p = result.value();
        int exponent = result.exponent();
        for (int i = 1; i <= n; i++) {
            p = p * i / n;
            if (p < 1 / BIG) {
                p *= BIG;
                exponent -= 128;
            }
        }
        return Math.scalb(p, exponent);
    }

    /// One element of a matrix power with its binary exponent.
    private record Scaled(double value, int exponent) {
        static Scaled power(double[][] matrix, int n, int at) {
            double[][] square = matrix;
            double[][] product = identity(matrix.length);
            int productExponent = 0;
            int squareExponent = 0;
            for (int rest = n; rest > 0; rest /= 2) {
                if (rest % 2 == 1) {
                    product = times(product, square);
                    productExponent += squareExponent;
                    if (Math.abs(product[at][at]) > BIG) {
                        scale(product);
                        productExponent += 128;
                    }
                }
                square = times(square, square);
                squareExponent *= 2;
                if (Math.abs(square[at][at]) > BIG) {
                    scale(square);
                    squareExponent += 128;
                }
            }
            return new Scaled(product[at][at], productExponent);
        }

        private static double[][] identity(int m) {
            double[][] identity = new double[m][m];
            for (int i = 0; i < m; i++) {
                identity[i][i] = 1;
            }
            return identity;
        }

        private static double[][] times(double[][] a, double[][] b) {
            int m = a.length;
            double[][] product = new double[m][m];
            for (int i = 0; i < m; i++) {
                for (int k = 0; k < m; k++) {
                    double factor = a[i][k];
                    for (int j = 0; j < m; j++) {
                        product[i][j] += factor * b[k][j];
                    }
                }
            }
            return product;
        }

        private static void scale(double[][] matrix) {
            for (double[] row : matrix) {
                for (int j = 0; j < row.length; j++) {
                    row[j] /= BIG;
                }
            }
        }
    }

    /// Pelz and Good's expansion of P(D ≤ d) in powers of 1/√n.
    private static double pelzGood(long n, double d) {
        double z = Math.sqrt((double) n) * d;
        double z2 = z * z;
        double z4 = z2 * z2;
        double z6 = z4 * z2;
        double pi2 = Math.PI * Math.PI;
        double pi4 = pi2 * pi2;
        double pi6 = pi4 * pi2;
        double log = -pi2 / 8 / z2;
        if (log < -708) {
            return 0;
        }
        double[] sums = new double[4];
        int terms = (int) Math.ceil(16 * z / Math.PI);
        for (int k = terms; k >= 1; k--) {
            double odd = (2.0 * k - 1) * (2.0 * k - 1);
            double q = Math.exp(odd * log);
            sums[0] += q;
            sums[1] += q * (-z2 + pi2 / 4 * odd);
            sums[2] += q * (6 * z6 + 2 * z4 + (2 * z4 - 5 * z2) * pi2 / 4 * odd + pi4 * (1 - 2 * z2) / 16 * odd * odd);
            sums[3] += q
                    * (-30 * z6
                            - 90 * z4 * z4
                            + pi2 * (135 * z4 - 96 * z6) / 4 * odd
                            + pi4 * (-60 * z2 + 212 * z4) / 16 * odd * odd
                            + pi6 * (5 - 30 * z2) / 64 * odd * odd * odd);
        }
        double root = Math.sqrt(2 * Math.PI);
        double k0 = sums[0] * root / z;
        double k1 = sums[1] * root / (6 * z4);
        double k2 = sums[2] * root / (72 * z6 * z);
        double k3 = sums[3] * root / (6480 * z6 * z4);
        double second = 0;
        double third = 0;
        for (int k = terms; k >= 1; k--) {
            double q = Math.exp(-pi2 / 2 / z2 * k * k);
            second += (double) k * k * q;
            third += (3 * z2 - pi2 * k * k) * k * k * q;
        }
        k2 += second * pi2 * root / (-36 * z2 * z);
        k3 += third * pi2 * root / (216 * z6);
        double size = Math.sqrt((double) n);
        return k0 + k1 / size + k2 / n + k3 / (n * size);
    }

    private static double logFactorialRatio(long n) {
        double log = 0;
        for (long i = 1; i <= n; i++) {
            log += Math.log((double) i / n);
        }
        return log;
    }

    private static double stirlingRatio(long n) {
        double inverse = 1.0 / n;
        return 0.5 * Math.log((double) n) - n + HALF_LOG_TWO_PI + inverse / 12 - inverse * inverse * inverse / 360;
    }

    private static double clip(double p) {
        return Math.min(1, Math.max(0, p));
    }
}
