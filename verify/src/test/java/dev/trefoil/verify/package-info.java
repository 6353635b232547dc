/// Checks of the whole: the rules of the architecture, the sources, the docs, the licences, the launcher.
@NullMarked
package dev.trefoil.verify;

import org.jspecify.annotations.NullMarked;
