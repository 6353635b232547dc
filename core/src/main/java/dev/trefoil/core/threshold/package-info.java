/// Where to cut a score: by cost, by F, by the precision that must be kept.
@NullMarked
package dev.trefoil.core.threshold;

import org.jspecify.annotations.NullMarked;
