package dev.trefoil.inference.encoder;

/// Standardisation of one number: missing becomes `mean`, then `(x − mean) / deviation`.
///
/// @param deviation positive
public record Scale(double mean, double deviation) {
    public Scale {
        if (!Double.isFinite(mean) || !(deviation > 0) || !Double.isFinite(deviation)) {
            throw new IllegalArgumentException("a scale of mean " + mean + " and deviation " + deviation);
        }
    }

    /// Mean and deviation of the finite values; 0 and 1 when there are none, deviation 1 when they are all equal.
    static Scale of(double[] values) {
        double mean = 0;
        long n = 0;
        for (double value : values) {
            if (Double.isFinite(value)) {
                n++;
                mean += (value - mean) / n;
            }
        }
        double squares = 0;
        for (double value : values) {
            if (Double.isFinite(value)) {
                squares += (value - mean) * (value - mean);
            }
        }
        double deviation = n == 0 ? 1 : Math.sqrt(squares / n);
        return Double.isFinite(mean) && Double.isFinite(deviation) && deviation > 0
                ? new Scale(mean, deviation)
                : new Scale(Double.isFinite(mean) ? mean : 0, 1);
    }

    double apply(double value) {
        return Double.isNaN(value) ? 0 : (value - mean) / deviation;
    }
}
