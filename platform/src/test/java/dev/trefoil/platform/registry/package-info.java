/// Contracts of this feature.
@NullMarked
package dev.trefoil.platform.registry;

import org.jspecify.annotations.NullMarked;
