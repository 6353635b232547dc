package dev.trefoil.training.evaluation;

import dev.trefoil.core.verdict.Verdict;
import java.util.List;

/// A requirement judged on the hold-out set.
///
/// @param verdict on the whole, or with groups the worst of them
/// @param groups a verdict for each value of the `for_each` column, worst first; empty without one
/// @param rowsNeeded how many hold-out rows would settle an inconclusive verdict, if the value stays what it is; 0 when
///     it is settled, −1 when no number would or none can be told
public record Judged(Verdict verdict, List<Verdict> groups, long rowsNeeded) {
    public Judged {
        groups = List.copyOf(groups);
    }
}
