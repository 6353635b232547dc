package dev.trefoil.core.sequential;

import dev.trefoil.core.verdict.Estimate;

/// What a sequential test says at one look.
///
/// @param effect treatment against control, with an interval that holds at all looks together
/// @param eValue evidence against "no effect": a bet that is fair without effect, and has multiplied the stake
/// by this much
/// @param p smallest level at which the test would have stopped by now
public record SequentialResult(Estimate effect, double eValue, double p) {
    /// This look after an earlier one: p never rises again.
    public SequentialResult after(SequentialResult earlier) {
        return new SequentialResult(effect, eValue, Math.min(p, earlier.p));
    }

    static SequentialResult of(Estimate effect, double logE) {
        double e = Math.exp(Math.min(logE, 700));
        return new SequentialResult(effect, e, Math.min(1, Math.exp(-Math.max(logE, -700))));
    }

    static SequentialResult tooEarly(double value, long n, String method, double confidence) {
        Estimate effect = new Estimate(value, Double.NaN, Double.NaN, n, n, method + "/too-early", confidence);
        return new SequentialResult(effect, 1, 1);
    }
}
