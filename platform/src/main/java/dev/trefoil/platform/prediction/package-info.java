/// What was asked, answered and later found to be true: captured predictions and their truth.
@NullMarked
package dev.trefoil.platform.prediction;

import org.jspecify.annotations.NullMarked;
