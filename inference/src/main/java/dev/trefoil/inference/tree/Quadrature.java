package dev.trefoil.inference.tree;

/// Gauss–Legendre points and weights on [0, 1]: n of them integrate polynomials up to degree 2n − 1 exactly.
final class Quadrature {
    /// Points.
    final double[] t;
    /// What is left of each point to 1.
    final double[] rest;
    final double[] weight;

    private Quadrature(int n) {
        t = new double[n];
        rest = new double[n];
        weight = new double[n];
    }

    static Quadrature of(int n) {
        Quadrature points = new Quadrature(n);
        for (int i = 0; i < n; i++) {
            double x = StrictMath.cos(Math.PI * (i + 0.75) / (n + 0.5));
            double slope = 1;
            for (int step = 0; step < 100; step++) {
                double before = 1;
                double value = x;
                for (int k = 2; k <= n; k++) {
                    double next = ((2 * k - 1) * x * value - (k - 1) * before) / k;
                    before = value;
                    value = next;
                }
                slope = n * (x * value - before) / (x * x - 1);
                double move = value / slope;
                x -= move;
                if (Math.abs(move) < 1e-16) {
                    break;
                }
            }
            points.t[i] = (1 + x) / 2;
            points.rest[i] = (1 - x) / 2;
            points.weight[i] = 1 / ((1 - x * x) * slope * slope);
        }
        return points;
    }
}
