package dev.trefoil.core.hypothesis;

/// Wasserstein's distance: how far values must be moved, on average, to turn one sample into the other.
public final class Wasserstein {
    private Wasserstein() {}

    public static double distance(double[] first, double[] second) {
        double[] a = Samples.sorted(first, 1);
        double[] b = Samples.sorted(second, 1);
        Samples.finite(a);
        Samples.finite(b);
        double[] state = {Math.min(a[0], b[0]), 0, 0};
        Samples.walk(a, b, (value, i, di, j, dj) -> {
            state[2] += state[1] * (value - state[0]);
            state[0] = value;
            state[1] = Math.abs((double) (i + di) / a.length - (double) (j + dj) / b.length);
        });
        return state[2];
    }
}
