/// Trees grown at random: what a few columns say about a target, without a library and with a seed.
@NullMarked
package dev.trefoil.core.forest;

import org.jspecify.annotations.NullMarked;
