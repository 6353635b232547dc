package dev.trefoil.core.slice;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The slices with the highest score: exactly those that trying all would find, by the algorithm SliceLine
/// (Sagadeeva and Boehm, 2021). Slices are conjunctions of traits of different columns, enumerated level by
/// level and pruned by bounds on size and score. The score of a slice of size s with error sum e is α · ((e /
/// s) / ē − 1) − (1 − α) · (n / s − 1), for n rows with mean error ē.
///
/// A level is counted slice by slice: one walk over the rows of a slice counts all its extensions at once. Of
/// equal scores the slice with fewer traits is better, then the one whose traits come first.
public final class SliceLine {
    /// What rounding may take from a bound.
    private static final double SLACK = 1e-12;

    private final CodedRows rows;
    private final double[] errors;
    private final Settings settings;
    private final double mean;
    private final long[][] words;
    private final List<SliceLevel> levels = new ArrayList<>();
    private final List<Finding> best = new ArrayList<>();

    private final int[] count;
    private final double[] sum;
    private final double[] most;

    /// How to search.
    ///
    /// @param alpha weight of the error against the size, in (0, 1]
    /// @param minRows least size of a slice
    /// @param top how many slices
    /// @param maxTerms most traits in a slice
    public record Settings(double alpha, int minRows, int top, int maxTerms) {
        public Settings {
            if (!(alpha > 0 && alpha <= 1) || minRows < 1 || top < 1 || maxTerms < 1) {
                throw new IllegalArgumentException(
                        "alpha lies in (0, 1]; rows, number and terms of slices are at least 1");
            }
        }
    }

    /// A slice that was found.
    ///
    /// @param traits numbers of its traits, ascending
    public record Finding(List<Integer> traits, int rows, double errorSum, double mostError, double score) {
        public double meanError() {
            return errorSum / rows;
        }
    }

    /// @param errors of each row, finite and at least 0
    public SliceLine(CodedRows rows, double[] errors, Settings settings) {
        if (errors.length != rows.rows()) {
            throw new IllegalArgumentException(errors.length + " errors for " + rows.rows() + " rows");
        }
        for (int row = 0; row < errors.length; row++) {
            if (!(errors[row] >= 0) || Double.isInfinite(errors[row])) {
                throw new IllegalArgumentException("row " + row + ": an error is at least 0, not " + errors[row]);
            }
        }
        this.rows = rows;
        this.errors = errors;
        this.settings = settings;
        this.mean = Arrays.stream(errors).average().orElse(0);
        this.words = new long[rows.traits()][(errors.length + 63) / 64];
        this.count = new int[rows.traits()];
        this.sum = new double[rows.traits()];
        this.most = new double[rows.traits()];
    }

    /// The slices with a score above 0, highest first.
    public List<Finding> find() {
        levels.clear();
        best.clear();
        if (mean <= 0) {
            return List.of();
        }
        levels.add(traits());
        for (int length = 2; length <= settings.maxTerms() && levels.getLast().size() > 1; length++) {
            levels.add(extended());
        }
        return List.copyOf(best);
    }

    /// The level of single traits.
    private SliceLevel traits() {
        for (int row = 0; row < errors.length; row++) {
            for (int column = 0; column < rows.columns(); column++) {
                int trait = rows.trait(row, column);
                if (trait >= 0) {
                    words[trait][row >> 6] |= 1L << row;
                    count(trait, errors[row]);
                }
            }
        }
        SliceLevel level = new SliceLevel(1);
        for (int trait = 0; trait < count.length; trait++) {
            keep(level, 0, trait, new int[0]);
        }
        level.close();
        return level;
    }

    /// The next level: each slice of the last one with the last trait of each later sibling.
    private SliceLevel extended() {
        SliceLevel level = levels.getLast();
        SliceLevel next = new SliceLevel(level.size());
        int[] path = new int[levels.size()];
        int[] candidates = new int[rows.traits()];
        int[] columns = new int[rows.columns()];
        long[] matching = new long[(errors.length + 63) / 64];
        for (int slice = 0; slice < level.size(); slice++) {
            path(slice, path);
            int found = 0;
            int wide = 0;
            for (int sibling = slice + 1; sibling < level.end(slice); sibling++) {
                int trait = level.last(sibling);
                int column = rows.columnOf(trait);
                if (column != rows.columnOf(level.last(slice)) && promising(bound(path, slice, sibling))) {
                    candidates[found++] = trait;
                    if (wide == 0 || columns[wide - 1] != column) {
                        columns[wide++] = column;
                    }
                }
            }
            if (found > 0) {
                rowsOf(path, matching);
                countRows(matching, columns, wide);
                for (int i = 0; i < found; i++) {
                    keep(next, slice, candidates[i], path);
                }
                clear(level, slice);
            }
        }
        next.close();
        return next;
    }

    /// The traits of a slice of the last level.
    private void path(int slice, int[] path) {
        int at = slice;
        for (int depth = levels.size() - 1; depth >= 0; depth--) {
            path[depth] = levels.get(depth).last(at);
            at = levels.get(depth).above(at);
        }
    }

    private void rowsOf(int[] path, long[] matching) {
        System.arraycopy(words[path[0]], 0, matching, 0, matching.length);
        for (int depth = 1; depth < path.length; depth++) {
            long[] other = words[path[depth]];
            for (int i = 0; i < matching.length; i++) {
                matching[i] &= other[i];
            }
        }
    }

    private void countRows(long[] matching, int[] columns, int wide) {
        for (int i = 0; i < matching.length; i++) {
            for (long left = matching[i]; left != 0; left &= left - 1) {
                int row = (i << 6) + Long.numberOfTrailingZeros(left);
                double error = errors[row];
                for (int c = 0; c < wide; c++) {
                    int trait = rows.trait(row, columns[c]);
                    if (trait >= 0) {
                        count(trait, error);
                    }
                }
            }
        }
    }

    private void count(int trait, double error) {
        count[trait]++;
        sum[trait] += error;
        most[trait] = Math.max(most[trait], error);
    }

    /// Forgets what was counted beyond this slice: all traits of later columns.
    private void clear(SliceLevel level, int slice) {
        int from = level.last(slice);
        Arrays.fill(count, from, count.length, 0);
        Arrays.fill(sum, from, sum.length, 0);
        Arrays.fill(most, from, most.length, 0);
    }

    private void keep(SliceLevel level, int parent, int trait, int[] path) {
        int size = count[trait];
        double errorSum = sum[trait];
        double mostError = most[trait];
        if (levels.isEmpty()) {
            count[trait] = 0;
            sum[trait] = 0;
            most[trait] = 0;
        }
        if (size < settings.minRows() || errorSum <= 0) {
            return;
        }
        double score = score(size, errorSum);
        if (score > worst()) {
            int at = best.size();
            while (at > 0 && best.get(at - 1).score() < score) {
                at--;
            }
            best.add(at, new Finding(joined(path, trait), size, errorSum, mostError, score));
            if (best.size() > settings.top()) {
                best.removeLast();
            }
        }
        if (promising(bound(size, errorSum, mostError))) {
            level.add(parent, trait, size, errorSum, mostError);
        }
    }

    private static List<Integer> joined(int[] path, int trait) {
        List<Integer> joined = new ArrayList<>(path.length + 1);
        for (int one : path) {
            joined.add(one);
        }
        joined.add(trait);
        return List.copyOf(joined);
    }

    /// The score that a slice must exceed to be among the best.
    private double worst() {
        return best.size() < settings.top() ? 0 : best.getLast().score();
    }

    private boolean promising(double bound) {
        return bound + SLACK * Math.abs(bound) > worst();
    }

    private double score(double size, double errorSum) {
        return settings.alpha() * (errorSum / size / mean - 1) - (1 - settings.alpha()) * (errors.length / size - 1);
    }

    /// The highest score of a slice of at least the least size that lies within these limits. In between, the
    /// score goes up with the size as long as every row can have the greatest error, and one way only after
    /// that.
    private double bound(double size, double errorSum, double mostError) {
        double least = settings.minRows();
        if (size < least || mostError <= 0) {
            return Double.NEGATIVE_INFINITY;
        }
        double turn = Math.clamp(errorSum / mostError, least, size);
        return Math.max(
                score(least, Math.min(least * mostError, errorSum)),
                Math.max(
                        score(turn, Math.min(turn * mostError, errorSum)),
                        score(size, Math.min(size * mostError, errorSum))));
    }

    /// The bound by all parents of a slice and its sibling's last trait; negative infinity when one of them did
    /// not survive.
    private double bound(int[] path, int slice, int sibling) {
        SliceLevel level = levels.getLast();
        double size = Math.min(level.rows(slice), level.rows(sibling));
        double errorSum = Math.min(level.sum(slice), level.sum(sibling));
        double mostError = Math.min(level.most(slice), level.most(sibling));
        for (int without = 0; without < path.length - 1; without++) {
            int parent = parent(path, without, level.last(sibling));
            if (parent < 0) {
                return Double.NEGATIVE_INFINITY;
            }
            size = Math.min(size, level.rows(parent));
            errorSum = Math.min(errorSum, level.sum(parent));
            mostError = Math.min(mostError, level.most(parent));
        }
        return bound(size, errorSum, mostError);
    }

    /// The slice of the last level that has the path's traits but one, and this one; −1 when it did not survive.
    private int parent(int[] path, int without, int trait) {
        int at = 0;
        int depth = 0;
        for (int i = 0; i < path.length && at >= 0; i++) {
            if (i != without) {
                at = levels.get(depth++).find(at, path[i]);
            }
        }
        return at < 0 ? -1 : levels.get(depth).find(at, trait);
    }
}
