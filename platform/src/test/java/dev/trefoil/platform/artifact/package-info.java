/// Contracts of the feature.
@NullMarked
package dev.trefoil.platform.artifact;

import org.jspecify.annotations.NullMarked;
