package dev.trefoil.core.verdict;

import java.util.Objects;

/// One requirement judged on one set of rows. Holds all that is needed to judge it again.
///
/// @param requirement id of the requirement in the charter, such as `R1`
/// @param group value of the `for_each` column this verdict is about; empty for the whole
/// @param outcome pass, fail or inconclusive
/// @param estimate value, interval, n, clusters, method
/// @param bound what was asked
/// @param reason one sentence: why inconclusive, which group was worst; empty when the numbers say it all
public record Verdict(
        String requirement, String group, Outcome outcome, Estimate estimate, Bound bound, String reason) {
    public Verdict {
        Objects.requireNonNull(requirement, "requirement");
        Objects.requireNonNull(outcome, "outcome");
    }

    /// Judges the estimate against the bound.
    public static Verdict of(String requirement, Estimate estimate, Bound bound) {
        String why = estimate.why();
        String reason =
                estimate.n() == 0 ? "no data" : why.isEmpty() && !estimate.defined() ? "undefined on these rows" : why;
        return new Verdict(requirement, "", bound.judge(estimate), estimate, bound, reason);
    }

    public Verdict withReason(String why) {
        return new Verdict(requirement, group, outcome, estimate, bound, why);
    }

    public Verdict forGroup(String name) {
        return new Verdict(requirement, name, outcome, estimate, bound, reason);
    }
}
