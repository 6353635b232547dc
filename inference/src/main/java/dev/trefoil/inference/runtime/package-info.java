/// What every model can do, whatever library wrote it: describe itself, turn rows into predictions, be closed.
@NullMarked
package dev.trefoil.inference.runtime;

import org.jspecify.annotations.NullMarked;
