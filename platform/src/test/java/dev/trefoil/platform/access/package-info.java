/// Contracts of the feature.
@NullMarked
package dev.trefoil.platform.access;

import org.jspecify.annotations.NullMarked;
