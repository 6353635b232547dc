/// Streaming readers of nested documents: JSON and Universal Binary JSON behind one small interface, so that a
/// model
/// of 100 MB is read without a tree of it in memory.
@NullMarked
package dev.trefoil.inference.format;

import org.jspecify.annotations.NullMarked;
