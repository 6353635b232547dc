/// Forests in one form for every library, the walk through them, and what their authors' mathematics library
/// computes.
@NullMarked
package dev.trefoil.inference.tree;

import org.jspecify.annotations.NullMarked;
