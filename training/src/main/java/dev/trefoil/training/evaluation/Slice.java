package dev.trefoil.training.evaluation;

import dev.trefoil.core.verdict.Estimate;

/// A part of the hold-out rows.
///
/// @param name as the charter names it; for a found one the same as `where`
/// @param where the predicate that picks its rows
/// @param found whether it was found and not named
/// @param rows how many rows
/// @param meanError mean error on them: squared distance of probability and truth, chance of the wrong classes, or
/// distance
///     of numbers
/// @param estimate the main measure on them
/// @param score SliceLine's score; NaN for a named one
/// @param probability that rows picked at random err as much, corrected for the number of slices tested; NaN for a
///     named one
public record Slice(
        String name,
        String where,
        boolean found,
        long rows,
        double meanError,
        Estimate estimate,
        double score,
        double probability) {}
