/// Contracts of this feature.
@NullMarked
package dev.trefoil.platform.monitoring;

import org.jspecify.annotations.NullMarked;
