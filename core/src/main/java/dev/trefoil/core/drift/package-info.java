/// Whether the rows of today still look like the rows a model was trained on.
@NullMarked
package dev.trefoil.core.drift;

import org.jspecify.annotations.NullMarked;
