/// Whether probabilities can be believed, and how to mend them.
@NullMarked
package dev.trefoil.core.calibration;

import org.jspecify.annotations.NullMarked;
