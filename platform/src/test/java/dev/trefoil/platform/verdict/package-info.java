/// Contracts of the feature.
@NullMarked
package dev.trefoil.platform.verdict;

import org.jspecify.annotations.NullMarked;
