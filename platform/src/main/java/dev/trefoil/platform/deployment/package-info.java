/// Endpoints, what answers at them, and rollouts from one version to the next.
@NullMarked
package dev.trefoil.platform.deployment;

import org.jspecify.annotations.NullMarked;
