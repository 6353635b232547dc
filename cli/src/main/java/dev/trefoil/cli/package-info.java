/// The commands.
@NullMarked
package dev.trefoil.cli;

import org.jspecify.annotations.NullMarked;
