package dev.trefoil.core.drift;

/// Distances of two lists of shares, in the forms the compatibility profiles use.
final class Shares {
    private Shares() {}

    /// Population stability, natural logarithm, shares as they are.
    static double psi(double[] reference, double[] current) {
        double psi = 0;
        for (int i = 0; i < reference.length; i++) {
            psi += (reference[i] - current[i]) * Math.log(reference[i] / current[i]);
        }
        return psi;
    }

    /// Kullback-Leibler divergence from reference to current, each made to sum to 1.
    static double kullbackLeibler(double[] reference, double[] current) {
        double r = sum(reference);
        double c = sum(current);
        double divergence = 0;
        for (int i = 0; i < reference.length; i++) {
            double p = reference[i] / r;
            divergence += p == 0 ? 0 : p * Math.log(p / (current[i] / c));
        }
        return divergence;
    }

    /// Jensen-Shannon distance (a square root) in units of this logarithm, each made to sum to 1.
    static double jensenShannon(double[] reference, double[] current, double logOfBase) {
        double r = sum(reference);
        double c = sum(current);
        double divergence = 0;
        for (int i = 0; i < reference.length; i++) {
            double p = reference[i] / r;
            double q = current[i] / c;
            double middle = (p + q) / 2;
            divergence += (p == 0 ? 0 : p * Math.log(p / middle)) + (q == 0 ? 0 : q * Math.log(q / middle));
        }
        return Math.sqrt(Math.max(0, divergence) / logOfBase / 2);
    }

    /// √(1 − Σ√(p·q)).
    static double bhattacharyya(double[] reference, double[] current) {
        double overlap = 0;
        for (int i = 0; i < reference.length; i++) {
            overlap += Math.sqrt(reference[i] * current[i]);
        }
        return Math.sqrt(1 - Math.min(1, overlap));
    }

    /// Euclidean distance of the roots over √2.
    static double hellinger(double[] reference, double[] current) {
        double sum = 0;
        for (int i = 0; i < reference.length; i++) {
            double gap = Math.sqrt(reference[i]) - Math.sqrt(current[i]);
            sum += gap * gap;
        }
        return Math.sqrt(sum) / Math.sqrt(2);
    }

    static double greatest(double[] reference, double[] current) {
        double greatest = 0;
        for (int i = 0; i < reference.length; i++) {
            greatest = Math.max(greatest, Math.abs(reference[i] - current[i]));
        }
        return greatest;
    }

    static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    static double[] over(double[] counts, double total) {
        double[] shares = new double[counts.length];
        for (int i = 0; i < counts.length; i++) {
            shares[i] = counts[i] / total;
        }
        return shares;
    }
}
