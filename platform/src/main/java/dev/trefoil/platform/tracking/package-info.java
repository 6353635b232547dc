/// Experiments, runs and what they log, with the semantics and limits of the MLflow tracking API. Start at
/// [Runs].
@NullMarked
package dev.trefoil.platform.tracking;

import org.jspecify.annotations.NullMarked;
