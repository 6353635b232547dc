/// Contracts of this feature.
@NullMarked
package dev.trefoil.platform.prediction;

import org.jspecify.annotations.NullMarked;
