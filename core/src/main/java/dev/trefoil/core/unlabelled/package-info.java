/// What a metric will be before truth is known: CBPE and PAPE for probabilities, DLE for numbers, each with an
/// interval for what will be measured, and with an assumption that must be said beside it.
@NullMarked
package dev.trefoil.core.unlabelled;

import org.jspecify.annotations.NullMarked;
