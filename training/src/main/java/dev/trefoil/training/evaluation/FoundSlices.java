package dev.trefoil.training.evaluation;

import dev.trefoil.core.distribution.StudentT;
import dev.trefoil.core.hypothesis.MultipleTests;
import dev.trefoil.core.predicate.Predicate;
import dev.trefoil.training.slice.SliceLine;
import dev.trefoil.training.slice.Traits;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/// Slices that nobody named. They are searched in one half of the hold-out rows and tested in the other, so that what
/// is reported did not err by chance alone; slices of nearly the same rows are reported once.
final class FoundSlices {
    private static final double ALPHA = 0.99;
    private static final int DEPTH = 3;
    private static final int TOP = 10;
    private static final int SHOWN = 5;
    private static final double SAME = 0.8;
    private static final double SIGNIFICANT = 0.05;
    private static final int FEWEST = 32;

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

    List<Found> find() {
        if (spec.sliceColumns().isEmpty() || errors.length < 4 * FEWEST) {
            return List.of();
        }
        BitSet searched = half();
        Traits traits = Traits.of(holdOut.rows(), spec.sliceColumns());
        List<SliceLine.Finding> candidates = distinct(search(traits, searched), traits);
        double[] p = candidates.stream()
                .mapToDouble(c -> chance(rows(c, traits), searched))
                .toArray();
        double[] corrected = p.length == 0 ? p : MultipleTests.benjaminiHochberg(p);
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            if (corrected[i] <= SIGNIFICANT) {
                SliceLine.Finding finding = candidates.get(i);
                found.add(new Found(where(finding, traits), rows(finding, traits), finding.score(), corrected[i]));
            }
        }
        found.sort(Comparator.comparingDouble(Found::score).reversed());
        return found.subList(0, Math.min(SHOWN, found.size()));
    }

    /// A random half of the clusters, or of the rows where they are independent.
    private BitSet half() {
        SplittableRandom random = new SplittableRandom(spec.seed());
        int[] clusters = holdOut.clusters();
        BitSet chosen = new BitSet();
        for (int unit = 0; unit < holdOut.units(); unit++) {
            chosen.set(unit, random.nextBoolean());
        }
        if (clusters == null) {
            return chosen;
        }
        BitSet rows = new BitSet(clusters.length);
        for (int row = 0; row < clusters.length; row++) {
            rows.set(row, chosen.get(clusters[row]));
        }
        return rows;
    }

    private List<SliceLine.Finding> search(Traits traits, BitSet searched) {
        int[] rows = searched.stream().toArray();
        double[] half = new double[rows.length];
        List<BitSet> predicates = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            half[i] = errors[rows[i]];
        }
        for (BitSet all : traits.rows()) {
            BitSet part = new BitSet(rows.length);
            for (int i = 0; i < rows.length; i++) {
                part.set(i, all.get(rows[i]));
            }
            predicates.add(part);
        }
        SliceLine.Settings settings = new SliceLine.Settings(ALPHA, Math.max(FEWEST, rows.length / 100), TOP, DEPTH);
        return new SliceLine(predicates, traits.columnOf(), half, settings).find();
    }

    private static BitSet rows(SliceLine.Finding finding, Traits traits) {
        BitSet rows =
                (BitSet) traits.rows().get(finding.predicates().getFirst()).clone();
        finding.predicates().forEach(p -> rows.and(traits.rows().get(p)));
        return rows;
    }

    private static Predicate where(SliceLine.Finding finding, Traits traits) {
        List<Predicate> terms = finding.predicates().stream()
                .map(p -> traits.predicates().get(p))
                .toList();
        return terms.size() == 1 ? terms.getFirst() : new Predicate.And(terms);
    }

    /// Leaves out a slice whose rows are nearly those of a better one.
    private static List<SliceLine.Finding> distinct(List<SliceLine.Finding> findings, Traits traits) {
        List<SliceLine.Finding> kept = new ArrayList<>();
        for (SliceLine.Finding finding : findings) {
            BitSet rows = rows(finding, traits);
            if (kept.stream().noneMatch(other -> overlap(rows, rows(other, traits)) > SAME)) {
                kept.add(finding);
            }
        }
        return kept;
    }

    private static double overlap(BitSet a, BitSet b) {
        BitSet both = (BitSet) a.clone();
        both.and(b);
        double common = both.cardinality();
        return common / (a.cardinality() + b.cardinality() - common);
    }

    /// Chance that the slice errs no more than the rest, by a one-sided test on the half not searched: between rows, or
    /// between clusters that have rows in both.
    private double chance(BitSet slice, BitSet searched) {
        int[] clusters = holdOut.clusters();
        int units = clusters == null ? 0 : holdOut.units();
        Tally inside = new Tally();
        Tally outside = new Tally();
        Tally[] in = tallies(units);
        Tally[] out = tallies(units);
        for (int row = 0; row < errors.length; row++) {
            if (!searched.get(row)) {
                (slice.get(row) ? inside : outside).add(errors[row]);
                if (clusters != null) {
                    (slice.get(row) ? in : out)[clusters[row]].add(errors[row]);
                }
            }
        }
        if (clusters == null) {
            return welch(inside, outside);
        }
        Tally differences = new Tally();
        for (int unit = 0; unit < units; unit++) {
            if (in[unit].n > 0 && out[unit].n > 0) {
                differences.add(in[unit].mean() - out[unit].mean());
            }
        }
        return differences.n < 3
                ? 1
                : StudentT.upper(
                        differences.mean() / Math.sqrt(differences.variance() / differences.n), differences.n - 1.0);
    }

    private static Tally[] tallies(int n) {
        Tally[] tallies = new Tally[n];
        for (int i = 0; i < n; i++) {
            tallies[i] = new Tally();
        }
        return tallies;
    }

    private static double welch(Tally a, Tally b) {
        if (a.n < 2 || b.n < 2) {
            return 1;
        }
        double va = a.variance() / a.n;
        double vb = b.variance() / b.n;
        double degrees = (va + vb) * (va + vb) / (va * va / (a.n - 1) + vb * vb / (b.n - 1));
        double t = (a.mean() - b.mean()) / Math.sqrt(va + vb);
        return Double.isNaN(t) ? 1 : StudentT.upper(t, degrees);
    }

    /// Number, sum and squares of some errors.
    private static final class Tally {
        private int n;
        private double sum;
        private double squares;

        void add(double value) {
            n++;
            sum += value;
            squares += value * value;
        }

        double mean() {
            return sum / n;
        }

        double variance() {
            return Math.max(0, (squares - sum * sum / n) / (n - 1));
        }
    }
}
