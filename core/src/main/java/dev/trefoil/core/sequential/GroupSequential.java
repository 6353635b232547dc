package dev.trefoil.core.sequential;

import dev.trefoil.core.distribution.Normal;

/// Two-sided bounds for planned looks: stop when |z| reaches the bound of the look.
///
/// @param spending how α is spent
/// @param alpha chance of a false alarm over all looks
public record GroupSequential(Spending spending, double alpha) {
    private static final int GRID = 400;
    private static final double WIDEST = 8;

    public GroupSequential {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha lies in (0, 1), not " + alpha);
        }
    }

    /// The bound of |z| at each look, for shares of the planned data that rise to at most 1.
    public double[] bounds(double[] shares) {
        double[] bounds = new double[shares.length];
        double spent = 0;
        Path path = Path.START;
        for (int look = 0; look < shares.length; look++) {
            double before = look == 0 ? 0 : shares[look - 1];
            if (!(shares[look] > before && shares[look] <= 1)) {
                throw new IllegalArgumentException("looks must come at rising shares of the data up to 1");
            }
            double now = spending.spent(shares[look], alpha);
            double exit = Math.max(0, now - spent);
            bounds[look] = bound(path, shares[look], before, exit);
            path = path.next(bounds[look] * Math.sqrt(shares[look]), shares[look] - before);
            spent = now;
        }
        return bounds;
    }

    private static double bound(Path path, double share, double before, double exit) {
        double low = 0;
        double high = WIDEST;
        for (int i = 0; i < 60; i++) {
            double middle = 0.5 * (low + high);
            if (path.exit(middle * Math.sqrt(share), share - before) > exit) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return 0.5 * (low + high);
    }

    /// The density of the score of the paths that have not stopped, on a grid over [−edge, edge].
    private static final class Path {
        static final Path START = new Path(0, new double[] {1});

        private final double edge;
        private final double[] density;

        private Path(double edge, double[] density) {
            this.edge = edge;
            this.density = density;
        }

        /// The chance to be outside ±bound after a step of this variance.
        double exit(double bound, double variance) {
            double deviation = Math.sqrt(variance);
            double sum = 0;
            for (int i = 0; i < density.length; i++) {
                double s = at(i);
                sum += weight(i)
                        * density[i]
                        * (Normal.upper((bound - s) / deviation) + Normal.upper((bound + s) / deviation));
            }
            return sum;
        }

        Path next(double bound, double variance) {
            double deviation = Math.sqrt(variance);
            double[] moved = new double[GRID + 1];
            for (int j = 0; j <= GRID; j++) {
                double to = -bound + 2 * bound * j / GRID;
                double sum = 0;
                for (int i = 0; i < density.length; i++) {
                    sum += weight(i) * density[i] * Normal.density((to - at(i)) / deviation);
                }
                moved[j] = sum / deviation;
            }
            return new Path(bound, moved);
        }

        private double at(int i) {
            return density.length == 1 ? 0 : -edge + 2 * edge * i / (density.length - 1);
        }

        /// Simpson's weights.
        private double weight(int i) {
            int last = density.length - 1;
            if (last == 0) {
                return 1;
            }
            double step = 2 * edge / last;
            return step / 3 * (i == 0 || i == last ? 1 : i % 2 == 1 ? 4 : 2);
        }
    }
}
