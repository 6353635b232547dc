/// What a model must beat: answers that need no learning, or hardly any.
@NullMarked
package dev.trefoil.training.baseline;

import org.jspecify.annotations.NullMarked;
