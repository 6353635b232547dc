/// Finds the parts of the rows on which a model errs most, and says which of them are more than chance.
@NullMarked
package dev.trefoil.core.slice;

import org.jspecify.annotations.NullMarked;
