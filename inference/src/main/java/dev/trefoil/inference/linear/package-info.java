/// Linear and logistic models in a small JSON format of their own.
@NullMarked
package dev.trefoil.inference.linear;

import org.jspecify.annotations.NullMarked;
