/// Raw named columns into the numbers a model takes: fitted on training data, stored with the model, the same
/// code in
/// training and in serving.
@NullMarked
package dev.trefoil.inference.encoder;

import org.jspecify.annotations.NullMarked;
