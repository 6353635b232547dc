/// Trainers: an encoded matrix of numbers and labels becomes a fitted model, the same bytes for the same input
/// and seed.
@NullMarked
package dev.trefoil.training.trainer;

import org.jspecify.annotations.NullMarked;
