package dev.trefoil.core.sequential;

import dev.trefoil.core.verdict.Estimate;

/// An asymptotic confidence sequence for a mean or a difference of means (Waudby-Smith and others 2021):
/// intervals that
/// hold at all looks together, without knowing variance or distribution. Nothing is said before
/// [MixtureSprt#EARLIEST] values in each arm.
///
/// @param tightestAt the number of values at which the interval is to be narrowest
/// @param alpha chance that the truth ever leaves the intervals
public record AsymptoticSequence(long tightestAt, double alpha) {
    public AsymptoticSequence {
        if (tightestAt < 1 || !(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("a sequence is tightest at 1 value or more and alpha in (0, 1), not "
                    + tightestAt + " and " + alpha);
        }
    }

    /// Paired differences, or one stream of values; the evidence is against a mean of `none`.
    public SequentialResult judge(Arm values, double none) {
        if (values.n() < MixtureSprt.EARLIEST) {
            return SequentialResult.tooEarly(values.mean(), values.n(), "asymptotic-sequence", 1 - alpha);
        }
        return judge(values.mean(), values.variance() / values.n(), values.n(), none);
    }

    /// Treatment minus control.
    public SequentialResult judge(Arm treatment, Arm control, double none) {
        double gap = treatment.mean() - control.mean();
        long n = treatment.n() + control.n();
        if (Math.min(treatment.n(), control.n()) < MixtureSprt.EARLIEST) {
            return SequentialResult.tooEarly(gap, n, "asymptotic-sequence", 1 - alpha);
        }
        return judge(gap, treatment.variance() / treatment.n() + control.variance() / control.n(), n, none);
    }

    private SequentialResult judge(double mean, double variance, long n, double none) {
        if (variance == 0) {
            return SequentialResult.tooEarly(mean, n, "asymptotic-sequence/no-variation", 1 - alpha);
        }
        double rho = (-2 * Math.log(alpha) + Math.log(1 - 2 * Math.log(alpha))) / tightestAt;
        double scaled = n * rho;
        double factor = 2 * (scaled + 1) / scaled * (0.5 * Math.log(scaled + 1) - Math.log(alpha));
        double half = Math.sqrt(variance * factor);
        double z = (mean - none) * (mean - none) / variance;
        double logE = 0.5 * z * scaled / (scaled + 1) - 0.5 * Math.log(scaled + 1);
        Estimate effect = new Estimate(mean, mean - half, mean + half, n, n, "mean/asymptotic-sequence", 1 - alpha);
        return SequentialResult.of(effect, logE);
    }
}
