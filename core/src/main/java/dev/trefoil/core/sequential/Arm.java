package dev.trefoil.core.sequential;

/// Count, mean and spread of one arm, one value after another. Not safe for several threads; arms of replicas
/// merge.
public final class Arm {
    private long n;
    private double mean;
    private double squares;

    public void add(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("an arm takes finite numbers, not " + value);
        }
        n++;
        double away = value - mean;
        mean += away / n;
        squares += away * (value - mean);
    }

    /// Adds everything another arm has seen.
    public void merge(Arm other) {
        if (other.n == 0) {
            return;
        }
        double all = (double) n + other.n;
        double gap = other.mean - mean;
        squares += other.squares + gap * gap * n * other.n / all;
        mean += gap * other.n / all;
        n += other.n;
    }

    public long n() {
        return n;
    }

    /// NaN without values.
    public double mean() {
        return n == 0 ? Double.NaN : mean;
    }

    /// Population variance; NaN without values.
    public double variance() {
        return n == 0 ? Double.NaN : squares / n;
    }
}
