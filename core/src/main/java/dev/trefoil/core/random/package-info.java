/// Random numbers that other programs draw too, from the same seed.
@NullMarked
package dev.trefoil.core.random;

import org.jspecify.annotations.NullMarked;
