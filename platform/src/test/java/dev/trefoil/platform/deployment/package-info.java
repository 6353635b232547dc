/// Contracts of this feature.
@NullMarked
package dev.trefoil.platform.deployment;

import org.jspecify.annotations.NullMarked;
