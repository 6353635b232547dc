/// Intervals for rates and for anything that can be resampled.
@NullMarked
package dev.trefoil.core.interval;

import org.jspecify.annotations.NullMarked;
