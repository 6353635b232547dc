package dev.trefoil.core.sequential;

import dev.trefoil.core.verdict.Estimate;

/// The mixture sequential probability ratio test of a difference of means (Johari and others 2022): a normal
/// mixture with
/// variance τ² over possible effects. Look as often as you like; without effect it stops with probability at
/// most α. The
/// variance is estimated, so nothing is said before [#EARLIEST] values in each arm.
///
/// @param tau size of effects that are looked for, in units of the value
/// @param alpha chance of stopping without effect
public record MixtureSprt(double tau, double alpha) {
    /// Values in each arm before which an estimated variance is not trusted.
    public static final int EARLIEST = 100;

    public MixtureSprt {
        if (!(tau > 0) || !(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("tau is above 0 and alpha in (0, 1), not " + tau + " and " + alpha);
        }
    }

    /// Treatment minus control against a difference of `none`.
    public SequentialResult judge(Arm treatment, Arm control, double none) {
        double gap = treatment.mean() - control.mean();
        long n = treatment.n() + control.n();
        if (Math.min(treatment.n(), control.n()) < EARLIEST) {
            return SequentialResult.tooEarly(gap, n, "msprt", 1 - alpha);
        }
        return judge(gap, treatment.variance() / treatment.n() + control.variance() / control.n(), n, none);
    }

    /// Paired: the mean of the differences against `none`.
    public SequentialResult judge(Arm differences, double none) {
        if (differences.n() < EARLIEST) {
            return SequentialResult.tooEarly(differences.mean(), differences.n(), "msprt", 1 - alpha);
        }
        return judge(differences.mean(), differences.variance() / differences.n(), differences.n(), none);
    }

    private SequentialResult judge(double gap, double variance, long n, double none) {
        if (variance == 0) {
            return SequentialResult.tooEarly(gap, n, "msprt/no-variation", 1 - alpha);
        }
        double wide = variance + tau * tau;
        double away = gap - none;
        double logE = 0.5 * Math.log(variance / wide) + tau * tau * away * away / (2 * variance * wide);
        double half =
                Math.sqrt(2 * variance * wide / (tau * tau) * (Math.log(1 / alpha) + 0.5 * Math.log(wide / variance)));
        Estimate effect = new Estimate(gap, gap - half, gap + half, n, n, "mean-difference/msprt", 1 - alpha);
        return SequentialResult.of(effect, logE);
    }
}
