/// Detectors of change in a stream of losses: one value in, one signal out.
@NullMarked
package dev.trefoil.core.detector;

import org.jspecify.annotations.NullMarked;
