package dev.trefoil.training.evaluation;

import dev.trefoil.core.predicate.Predicate;
import dev.trefoil.core.slice.SliceSearch;
import dev.trefoil.core.slice.Traits;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Slices of the hold-out rows that nobody named and that err by more than chance.
final class FoundSlices {
    private static final double ALPHA = 0.99;
    private static final int TERMS = 3;
    private static final int TOP = 10;
    private static final int SHOWN = 5;
    private static final double SIGNIFICANT = 0.05;
    private static final int FEWEST = 64;

    private final HoldOut holdOut;
    private final EvaluationSpec spec;
    private final double[] errors;

    FoundSlices(HoldOut holdOut, EvaluationSpec spec, double[] errors) {
        this.holdOut = holdOut;
        this.spec = spec;
        this.errors = errors;
    }

    /// A slice that holds in both halves.
    ///
    /// @param rows all its hold-out rows
    record Found(Predicate where, BitSet rows, double score, double probability) {}

    /// The confirmed ones, highest score first.
    List<Found> find() {
        boolean known = Arrays.stream(errors).allMatch(Double::isFinite);
        if (spec.sliceColumns().isEmpty() || errors.length < 2 * FEWEST || !known) {
            return List.of();
        }
        Traits traits = Traits.of(holdOut.rows(), spec.sliceColumns());
        SliceSearch.Settings settings =
                new SliceSearch.Settings(ALPHA, Math.max(FEWEST, errors.length / 100), TOP, TERMS, 0.95, spec.seed());
        return new SliceSearch(traits.rows(), errors, holdOut.clusters(), settings)
                .find().stream()
                        .filter(found -> found.adjusted() <= SIGNIFICANT)
                        .limit(SHOWN)
                        .map(found ->
                                new Found(traits.where(found.traits()), found.rows(), found.score(), found.adjusted()))
                        .toList();
    }
}
