package dev.trefoil.inference.tree;

import java.math.BigDecimal;
import java.math.MathContext;

/// The exponential functions of the mathematics library with which XGBoost and LightGBM are run, bit for bit: the
/// algorithms of ARM's optimized routines (Szabolcs Nagy, 2017–2018), which the GNU C library uses on every
/// processor, in their form with fused multiply-add. Their errors are below 0.502 (single precision) and 0.511
/// units
/// in the last place, so that a library built against another C library can differ in the last bit.
public final class Glibc {
    private static final int FLOAT_BITS = 5;
    private static final int FLOAT_N = 1 << FLOAT_BITS;
    private static final long[] FLOAT_TABLE = new long[FLOAT_N];
    private static final double FLOAT_INVLN2 = 0x1.71547652b82fep+0 * FLOAT_N;
    private static final double SHIFT = 0x1.8p+52;
    private static final double C0 = 0x1.c6af84b912394p-5 / FLOAT_N / FLOAT_N / FLOAT_N;
    private static final double C1 = 0x1.ebfce50fac4f3p-3 / FLOAT_N / FLOAT_N;
    private static final double C2 = 0x1.62e42ff0c52d6p-1 / FLOAT_N;

    private static final int BITS = 7;
    private static final int N = 1 << BITS;
    private static final double[] TAIL = new double[N];
    private static final long[] HEAD = new long[N];
    private static final double INVLN2 = 0x1.71547652b82fep0 * N;
    private static final double LN2_HIGH = -0x1.62e42fefa0000p-8;
    private static final double LN2_LOW = -0x1.cf79abc9e3b39p-47;
    private static final double P2 = 0x1.ffffffffffdbdp-2;
    private static final double P3 = 0x1.555555555543cp-3;
    private static final double P4 = 0x1.55555cf172b91p-5;
    private static final double P5 = 0x1.1111167a4d017p-7;

    static {
        MathContext digits = new MathContext(60);
        BigDecimal step = BigDecimal.TWO;
        for (int i = 0; i < BITS; i++) {
            step = step.sqrt(digits);
        }
        BigDecimal power = BigDecimal.ONE;
        for (int i = 0; i < N; i++) {
            double head = power.doubleValue();
            BigDecimal exact = new BigDecimal(head);
            TAIL[i] = power.subtract(exact, digits).divide(exact, digits).doubleValue();
            HEAD[i] = Double.doubleToRawLongBits(head) - ((long) i << (52 - BITS));
            power = power.multiply(step, digits);
        }
        for (int i = 0; i < FLOAT_N; i++) {
            FLOAT_TABLE[i] = Double.doubleToRawLongBits(StrictMath.pow(2, (double) i / FLOAT_N))
                    - ((long) i << (52 - FLOAT_BITS));
        }
    }

    private Glibc() {}

    /// `expf`
    public static float exp(float x) {
        if (!(Math.abs(x) < 88)) {
            if (Float.isNaN(x)) {
                return x;
            }
            if (x > 0x1.62e42ep6f) {
                return Float.POSITIVE_INFINITY;
            }
            if (x < -0x1.9fe368p6f) {
                return 0;
            }
        }
        double shifted = Math.fma(FLOAT_INVLN2, x, SHIFT);
        long k = Double.doubleToRawLongBits(shifted);
        double r = Math.fma(FLOAT_INVLN2, x, -(shifted - SHIFT));
        double s = Double.longBitsToDouble(FLOAT_TABLE[(int) (k & (FLOAT_N - 1))] + (k << (52 - FLOAT_BITS)));
        double high = Math.fma(C0, r, C1);
        double low = Math.fma(C2, r, 1);
        return (float) (Math.fma(high, r * r, low) * s);
    }

    /// `exp`
    public static double exp(double x) {
        double size = Math.abs(x);
        if (!(size < 512)) {
            if (Double.isNaN(x) || x == Double.POSITIVE_INFINITY) {
                return x;
            }
            if (size >= 1024) {
                return x < 0 ? 0 : Double.POSITIVE_INFINITY;
            }
        } else if (size < 0x1p-54) {
            return 1 + x;
        }
        double shifted = Math.fma(INVLN2, x, SHIFT);
        long k = Double.doubleToRawLongBits(shifted);
        double kd = shifted - SHIFT;
        double r = Math.fma(kd, LN2_LOW, Math.fma(kd, LN2_HIGH, x));
        int index = (int) (k & (N - 1));
        long bits = HEAD[index] + (k << (52 - BITS));
        double r2 = r * r;
        double high = Math.fma(r, P5, P4);
        double low = Math.fma(r2, Math.fma(r, P3, P2), TAIL[index] + r);
        double term = Math.fma(r2 * r2, high, low);
        if (size >= 512) {
            return extreme(term, bits, k);
        }
        double scale = Double.longBitsToDouble(bits);
        return Math.fma(scale, term, scale);
    }

    private static double extreme(double term, long bits, long k) {
        if ((k & 0x80000000L) == 0) {
            double scale = Double.longBitsToDouble(bits - (1009L << 52));
            return 0x1p1009 * Math.fma(scale, term, scale);
        }
        double scale = Double.longBitsToDouble(bits + (1022L << 52));
        double y = Math.fma(scale, term, scale);
        if (y < 1) {
            double low = Math.fma(scale, term, scale - y);
            double high = 1 + y;
            low = 1 - high + y + low;
            y = (high + low) - 1;
        }
        return 0x1p-1022 * y;
    }
}
