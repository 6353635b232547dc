/// Contracts of this feature.
@NullMarked
package dev.trefoil.platform.story;

import org.jspecify.annotations.NullMarked;
