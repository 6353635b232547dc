/// Contracts of the feature.
@NullMarked
package dev.trefoil.platform.tracking;

import org.jspecify.annotations.NullMarked;
