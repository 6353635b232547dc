/// What the hold-out set says of a model: every measure with its interval, every requirement with its verdict, slices,
/// calibration, cost, speed and size.
@NullMarked
package dev.trefoil.training.evaluation;

import org.jspecify.annotations.NullMarked;
