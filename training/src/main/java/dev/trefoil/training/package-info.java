/// A dataset becomes a model package: the ladder of baselines, the search among candidates, the winner fitted on all
/// training rows, and what the hold-out rows say of it. [Trainings] is the door.
@NullMarked
package dev.trefoil.training;

import org.jspecify.annotations.NullMarked;
