/// What captured rows say, and the contracts of the feature.
@NullMarked
package dev.trefoil.platform.prediction;

import org.jspecify.annotations.NullMarked;
