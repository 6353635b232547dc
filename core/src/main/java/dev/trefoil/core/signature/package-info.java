/// What goes into a model and what comes out: features, task, outputs.
@NullMarked
package dev.trefoil.core.signature;

import org.jspecify.annotations.NullMarked;
