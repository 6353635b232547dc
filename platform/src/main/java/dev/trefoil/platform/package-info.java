/// Everything that remembers: one package per feature, each using only those before it in the order of the
/// architecture.
@NullMarked
package dev.trefoil.platform;

import org.jspecify.annotations.NullMarked;
