package dev.trefoil.core.distribution;

/// The F law of a ratio of variances.
public final class FisherF {
    private FisherF() {}

    /// P(F > f) with `above` and `below` degrees of freedom.
    public static double upper(double f, double above, double below) {
        if (!(f > 0)) {
            return 1;
        }
        double scaled = above * f;
        return Beta.tail(below / (below + scaled), scaled / (below + scaled), below / 2, above / 2);
    }
}
