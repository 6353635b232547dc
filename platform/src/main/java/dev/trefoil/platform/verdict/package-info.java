/// Every judgement of a requirement, wherever it was made: one table for hold-out, rollout and live. Start at
/// [Verdicts].
@NullMarked
package dev.trefoil.platform.verdict;

import org.jspecify.annotations.NullMarked;
