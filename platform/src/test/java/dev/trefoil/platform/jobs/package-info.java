/// Contracts of the feature.
@NullMarked
package dev.trefoil.platform.jobs;

import org.jspecify.annotations.NullMarked;
