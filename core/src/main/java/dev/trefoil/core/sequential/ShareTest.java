package dev.trefoil.core.sequential;

import dev.trefoil.core.distribution.Beta;
import dev.trefoil.core.verdict.Estimate;

/// Which arm do events belong to? A conditional binomial test with a beta mixture (Lindon and Malek 2022), right
/// at every
/// look and for traffic that changes over time, as long as the split stays.
///
/// Fed with errors it compares error rates: without a difference each error is the treatment's with probability
/// `share`.
/// Fed with requests it checks the split itself (sample-ratio mismatch).
///
/// @param share the treatment's planned share of traffic
/// @param alpha chance of a false alarm over all looks
public record ShareTest(double share, double alpha) {
    /// How many events the mixture weighs as much as.
    private static final double PRIOR = 2;

    public ShareTest {
        if (!(share > 0 && share < 1) || !(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("share and alpha lie in (0, 1), not " + share + " and " + alpha);
        }
    }

    /// The smallest level at which the test would stop now.
    public double p(long treatment, long control) {
        check(treatment, control);
        return Math.min(1, Math.exp(-logEvidence(treatment, control, share)));
    }

    /// The treatment's share of the events.
    public SequentialResult judge(long treatment, long control) {
        check(treatment, control);
        long n = treatment + control;
        double logE = logEvidence(treatment, control, share);
        double low = end(treatment, control, 0);
        double high = end(treatment, control, 1);
        double value = n == 0 ? Double.NaN : (double) treatment / n;
        return SequentialResult.of(new Estimate(value, low, high, n, n, "event-share/beta-binomial", 1 - alpha), logE);
    }

    /// The treatment's rate over the control's, less 1: 0.1 is ten per cent more events. Undefined while there is no
    /// event, infinite while the control has none.
    public SequentialResult riskRatio(long treatment, long control) {
        SequentialResult share = judge(treatment, control);
        Estimate of = share.effect();
        Estimate ratio = new Estimate(
                excess(of.value()),
                excess(of.low()),
                excess(of.high()),
                of.n(),
                of.n(),
                "risk-ratio-minus-1/beta-binomial"
                        + (of.n() == 0 ? "/undefined:no-events" : control == 0 ? "/infinite:no-event-in-control" : ""),
                1 - alpha);
        return new SequentialResult(ratio, share.eValue(), share.p());
    }

    private double excess(double theta) {
        return theta >= 1 ? Double.POSITIVE_INFINITY : theta * (1 - share) / (share * (1 - theta)) - 1;
    }

    private double logEvidence(long x, long y, double theta) {
        double a = PRIOR * share;
        double b = PRIOR - a;
        double against = (x == 0 ? 0 : x * Math.log(theta)) + (y == 0 ? 0 : y * Math.log1p(-theta));
        return Beta.logBeta(a + x, b + y) - Beta.logBeta(a, b) - against;
    }

    /// The share nearest to `outer` that is not refuted at α.
    private double end(long x, long y, double outer) {
        double limit = -Math.log(alpha);
        if (x + y == 0 || (outer == 0 ? x : y) == 0) {
            return outer;
        }
        double inside = (double) x / (x + y);
        double outside = outer;
        for (int i = 0; i < 200 && Math.abs(inside - outside) > 1e-15; i++) {
            double middle = 0.5 * (inside + outside);
            if (logEvidence(x, y, middle) < limit) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return outside;
    }

    private static void check(long treatment, long control) {
        if (treatment < 0 || control < 0) {
            throw new IllegalArgumentException("a count is at least 0, not " + treatment + " and " + control);
        }
    }
}
