/// Typed columns and batches of them: the one shape in which rows travel through the product.
@NullMarked
package dev.trefoil.core.column;

import org.jspecify.annotations.NullMarked;
