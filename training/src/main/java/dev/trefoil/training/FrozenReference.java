package dev.trefoil.training;

import dev.trefoil.core.drift.ReferenceProfile;

/// What live rows will be compared with for as long as a version serves. Part of the package's digest.
///
/// @param features raw feature columns of all training rows
/// @param prediction one column, `prediction`, of answers for training rows that the model was not fitted to (answers
///     for fitted rows are more certain than any it will give later): a probability, a number, or the name of the most
///     probable class
public record FrozenReference(ReferenceProfile features, ReferenceProfile prediction) {}
