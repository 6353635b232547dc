/// What captured rows say.
@NullMarked
package dev.trefoil.platform.prediction;

import org.jspecify.annotations.NullMarked;
