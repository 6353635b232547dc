package dev.trefoil.core.distribution;

/// The chi-square law.
public final class ChiSquare {
    private ChiSquare() {}

    /// P(X > x) with `degrees` of freedom.
    public static double upper(double x, double degrees) {
        return Gamma.upper(degrees / 2, x / 2);
    }

    /// P(X ≤ x) with `degrees` of freedom.
    public static double lower(double x, double degrees) {
        return Gamma.lower(degrees / 2, x / 2);
    }
}
