package dev.trefoil.core.sequential;

import dev.trefoil.core.distribution.Normal;

/// How the chance of a two-sided false alarm is spent over planned looks (Lan and DeMets), half of it on each side.
public enum Spending {
    /// Almost nothing early, almost everything at the end.
    OBRIEN_FLEMING,
    /// About the same bound at every look.
    POCOCK;

    /// What may have been spent when this share of the planned data is in.
    public double spent(double share, double alpha) {
        if (!(share > 0)) {
            return 0;
        }
        double t = Math.min(1, share);
        return switch (this) {
            case OBRIEN_FLEMING -> 4 * Normal.upper(-Normal.quantile(alpha / 4) / Math.sqrt(t));
            case POCOCK -> alpha * Math.log1p((Math.E - 1) * t);
        };
    }
}
