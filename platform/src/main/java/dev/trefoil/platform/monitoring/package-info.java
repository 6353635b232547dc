/// Windows of served rows, drift, requirements on matured truth, alerts, the judge of rollouts, retraining.
@NullMarked
package dev.trefoil.platform.monitoring;

import org.jspecify.annotations.NullMarked;
