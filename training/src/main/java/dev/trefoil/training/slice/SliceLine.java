package dev.trefoil.training.slice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The slices with the highest score, by the algorithm SliceLine (Sagadeeva and Boehm, 2021): conjunctions of
/// predicates, enumerated level by level, pruned by bounds on size and score. The score of a slice of size s with error
/// sum e is α · ((e / s) / ē − 1) − (1 − α) · (n / s − 1), for n rows with mean error ē.
public final class SliceLine {
    /// Candidates that are evaluated on one level at most, those with the highest bounds.
    private static final int MOST_PER_LEVEL = 20_000;

    private final List<BitSet> predicates;
    private final int[] columnOf;
    private final double[] errors;
    private final Settings settings;
    private final double mean;

    /// How to search.
    ///
    /// @param alpha weight of the error against the size, in (0, 1]
    /// @param minRows least size of a slice
    /// @param top how many slices
    /// @param depth most predicates in a slice
    public record Settings(double alpha, int minRows, int top, int depth) {
        public Settings {
            if (!(alpha > 0 && alpha <= 1) || minRows < 1 || top < 1 || depth < 1) {
                throw new IllegalArgumentException(
                        "alpha lies in (0, 1]; rows, number and depth of slices are at least 1");
            }
        }
    }

    /// A slice that was found.
    ///
    /// @param predicates numbers of its predicates, ascending
    public record Finding(List<Integer> predicates, int rows, double errorSum, double mostError, double score) {
        public double meanError() {
            return errorSum / rows;
        }
    }

    /// @param predicates rows on which each predicate holds
    /// @param columnOf the column that each predicate is about: a slice has one predicate of a column at most
    /// @param errors of each row, at least 0
    public SliceLine(List<BitSet> predicates, int[] columnOf, double[] errors, Settings settings) {
        this.predicates = List.copyOf(predicates);
        this.columnOf = columnOf;
        this.errors = errors;
        this.settings = settings;
        this.mean = Arrays.stream(errors).average().orElse(0);
    }

    /// The slices with a score above 0, highest first.
    public List<Finding> find() {
        List<Finding> best = new ArrayList<>();
        if (mean <= 0) {
            return best;
        }
        List<Finding> level = new ArrayList<>();
        for (int p = 0; p < predicates.size(); p++) {
            keep(List.of(p), level, best);
        }
        for (int depth = 2; depth <= settings.depth() && level.size() > 1; depth++) {
            List<Finding> next = new ArrayList<>();
            for (Pair pair : pairs(level, depth, best)) {
                keep(pair.predicates(), next, best);
            }
            level = next;
        }
        return best;
    }

    private void keep(List<Integer> chosen, List<Finding> level, List<Finding> best) {
        BitSet rows = (BitSet) predicates.get(chosen.getFirst()).clone();
        for (int p : chosen.subList(1, chosen.size())) {
            rows.and(predicates.get(p));
        }
        int size = rows.cardinality();
        if (size < settings.minRows()) {
            return;
        }
        double sum = 0;
        double most = 0;
        for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
            sum += errors[row];
            most = Math.max(most, errors[row]);
        }
        if (sum <= 0) {
            return;
        }
        Finding finding = new Finding(chosen, size, sum, most, score(size, sum));
        level.add(finding);
        if (finding.score() > 0) {
            best.add(finding);
            best.sort(Comparator.comparingDouble(Finding::score).reversed());
            if (best.size() > settings.top()) {
                best.removeLast();
            }
        }
    }

    private double score(double size, double sum) {
        return settings.alpha() * (sum / size / mean - 1) - (1 - settings.alpha()) * (errors.length / size - 1);
    }

    /// The highest score that a slice within these limits can have.
    private double bound(double size, double sum, double most) {
        double least = settings.minRows();
        double bound = Double.NEGATIVE_INFINITY;
        for (double s : new double[] {least, Math.max(sum / most, least), size}) {
            bound = Math.max(bound, score(s, Math.min(s * most, sum)));
        }
        return bound;
    }

    /// A candidate for the next level with the bound on its score.
    private record Pair(List<Integer> predicates, double bound) {}

    private List<Pair> pairs(List<Finding> level, int depth, List<Finding> best) {
        Map<List<Integer>, Finding> parents = new HashMap<>();
        level.forEach(f -> parents.put(f.predicates(), f));
        double worst = best.size() < settings.top() ? 0 : best.getLast().score();
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < level.size(); i++) {
            for (int j = i + 1; j < level.size(); j++) {
                List<Integer> joined =
                        joined(level.get(i).predicates(), level.get(j).predicates(), depth);
                if (joined.isEmpty()) {
                    continue;
                }
                double bound = bound(joined, parents);
                if (bound > worst) {
                    pairs.add(new Pair(joined, bound));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::bound).reversed());
        return pairs.size() > MOST_PER_LEVEL ? pairs.subList(0, MOST_PER_LEVEL) : pairs;
    }

    /// Both lists as one when they share all but their last predicates, which are about different columns; so each
    /// candidate comes up once. Empty otherwise.
    private List<Integer> joined(List<Integer> a, List<Integer> b, int depth) {
        if (!a.subList(0, depth - 2).equals(b.subList(0, depth - 2))) {
            return List.of();
        }
        int last = a.getLast();
        int other = b.getLast();
        if (columnOf[last] == columnOf[other]) {
            return List.of();
        }
        List<Integer> joined = new ArrayList<>(a);
        joined.add(other);
        joined.sort(null);
        return joined;
    }

    /// The bound by all parents; negative infinity when one of them did not survive.
    private double bound(List<Integer> chosen, Map<List<Integer>, Finding> parents) {
        double size = Double.POSITIVE_INFINITY;
        double sum = Double.POSITIVE_INFINITY;
        double most = Double.POSITIVE_INFINITY;
        for (int without = 0; without < chosen.size(); without++) {
            List<Integer> rest = new ArrayList<>(chosen);
            rest.remove(/* index */ without);
            Finding parent = parents.get(rest);
            if (parent == null) {
                return Double.NEGATIVE_INFINITY;
            }
            size = Math.min(size, parent.rows());
            sum = Math.min(sum, parent.errorSum());
            most = Math.min(most, parent.mostError());
        }
        return bound(size, sum, most);
    }
}
