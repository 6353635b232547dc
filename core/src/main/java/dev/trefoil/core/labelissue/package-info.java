/// Labels that a model's out-of-sample probabilities do not believe.
@NullMarked
package dev.trefoil.core.labelissue;

import org.jspecify.annotations.NullMarked;
