package dev.trefoil.core.drift;

import dev.trefoil.core.distribution.ChiSquare;
import dev.trefoil.core.distribution.Kolmogorov;

/// Distances of two sets of counts over the same slots.
final class SlotDistance {
    private SlotDistance() {}

    /// Population stability: Σ (r − c)·ln(r / c), shares from counts with half a row added to every slot.
    static double psi(long[] reference, long[] current) {
        double n = sum(reference) + 0.5 * reference.length;
        double m = sum(current) + 0.5 * current.length;
        double psi = 0;
        for (int i = 0; i < reference.length; i++) {
            double r = (reference[i] + 0.5) / n;
            double c = (current[i] + 0.5) / m;
            psi += (r - c) * Math.log(r / c);
        }
        return psi;
    }

    /// Pearson's test that both sets of counts come from one distribution; slots empty on both sides do not count.
    static double homogeneity(long[] reference, long[] current) {
        double n = sum(reference);
        double m = sum(current);
        double chi = 0;
        int used = 0;
        for (int i = 0; i < reference.length; i++) {
            double both = (double) reference[i] + current[i];
            if (both > 0) {
                double expected = both * n / (n + m);
                double other = both * m / (n + m);
                chi += (reference[i] - expected) * (reference[i] - expected) / expected;
                chi += (current[i] - other) * (current[i] - other) / other;
                used++;
            }
        }
        return used < 2 ? 1 : ChiSquare.upper(chi, used - 1);
    }

    /// Greatest distance of the two distribution functions at the ends of the slots from `first` on.
    static double kolmogorov(long[] reference, long[] current, int first) {
        double n = 0;
        double m = 0;
        for (int i = first; i < reference.length; i++) {
            n += reference[i];
            m += current[i];
        }
        double up = 0;
        double greatest = 0;
        double below = 0;
        for (int i = first; i < reference.length; i++) {
            up += reference[i] / n;
            below += current[i] / m;
            greatest = Math.max(greatest, Math.abs(up - below));
        }
        return greatest;
    }

    static double kolmogorovTail(double distance, double n, double m) {
        return Kolmogorov.upper(distance * Math.sqrt(n * m / (n + m)));
    }

    /// Jensen-Shannon distance, base 2: 0 for equal, 1 for disjoint shares.
    static double jensenShannon(long[] reference, long[] current) {
        double n = sum(reference);
        double m = sum(current);
        double divergence = 0;
        for (int i = 0; i < reference.length; i++) {
            double r = reference[i] / n;
            double c = current[i] / m;
            double middle = 0.5 * (r + c);
            divergence += r == 0 ? 0 : 0.5 * r * Math.log(r / middle);
            divergence += c == 0 ? 0 : 0.5 * c * Math.log(c / middle);
        }
        return Math.sqrt(Math.max(0, divergence) / Math.log(2));
    }

    /// Greatest difference of shares.
    static double greatest(long[] reference, long[] current) {
        double n = sum(reference);
        double m = sum(current);
        double greatest = 0;
        for (int i = 0; i < reference.length; i++) {
            greatest = Math.max(greatest, Math.abs(reference[i] / n - current[i] / m));
        }
        return greatest;
    }

    static double sum(long[] counts) {
        double sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }
}
