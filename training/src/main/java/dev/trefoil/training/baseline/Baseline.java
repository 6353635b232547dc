package dev.trefoil.training.baseline;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.training.sample.Target;

/// A rung of the baseline ladder that answers without a trained model.
public sealed interface Baseline permits Majority, LastValue, Rule {
    /// Its id in the charter: `majority`, `last-value`, or that of the alternative.
    String id();

    /// Answers for `rows`, having seen `past` with its labels. [IllegalArgumentException] when it cannot be
    /// applied to
    /// this data; the message says why.
    Answers answer(ColumnBatch past, ColumnBatch rows, Target target);
}
