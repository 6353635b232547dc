/// Contracts of the feature.
@NullMarked
package dev.trefoil.platform.event;

import org.jspecify.annotations.NullMarked;
