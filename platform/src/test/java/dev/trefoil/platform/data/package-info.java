/// Contracts of this feature.
@NullMarked
package dev.trefoil.platform.data;

import org.jspecify.annotations.NullMarked;
