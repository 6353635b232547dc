/// Contracts of the feature.
@NullMarked
package dev.trefoil.platform.pipeline;

import org.jspecify.annotations.NullMarked;
