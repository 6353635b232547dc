/// Finds the parts of the rows on which a model errs most.
@NullMarked
package dev.trefoil.training.slice;

import org.jspecify.annotations.NullMarked;
