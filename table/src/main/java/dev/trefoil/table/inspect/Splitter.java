package dev.trefoil.table.inspect;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.TimeColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Splits the rows of a table into training and hold-out. The same rows, seed and settings give the same split.
///
/// Rows that are exact copies of each other and rows of one group are never split (where fewer than a tenth of the
/// rows differ, equal rows are coincidences of coarse columns and no copies). By chance, each class gives its
/// share: without groups and copies the number of hold-out rows of a class is the nearest whole number to its
/// share; with them it is as near as whole groups allow (groups are dealt from the largest to the smallest, each to
/// the side that is furthest behind).
public final class Splitter {
    private Splitter() {}

    /// Positions of the rows on each side, ascending.
    ///
    /// @param dropped rows on neither side: their group lies on both sides of a point in time
    public record Split(List<Integer> training, List<Integer> holdout, List<Integer> dropped) {
        public Split {
            training = List.copyOf(training);
            holdout = List.copyOf(holdout);
            dropped = List.copyOf(dropped);
        }
    }

    /// By chance, each class in its share.
    ///
    /// @param share of the rows that is hold-out, in (0, 1)
    /// @param stratum column whose values are dealt in equal shares (the label, for classes); null for none
    /// @param group columns whose equal values belong together; empty for none
    public static Split byChance(
            ColumnBatch rows, double share, long seed, @Nullable String stratum, List<String> group) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("the share of the hold-out is " + share + ", not between 0 and 1");
        }
        int[] unit = units(rows, group);
        int[] classes = stratum == null ? new int[rows.rows()] : codes(rows.column(stratum));
        int classCount = Arrays.stream(classes).max().orElse(0) + 1;
        int unitCount = Arrays.stream(unit).max().orElse(-1) + 1;
        int[][] held = new int[unitCount][];
        int[] sizes = new int[unitCount];
        double[] wanted = new double[classCount];
        for (int row = 0; row < unit.length; row++) {
            int[] counts = held[unit[row]] == null ? new int[classCount] : held[unit[row]];
            counts[classes[row]]++;
            held[unit[row]] = counts;
            sizes[unit[row]]++;
            wanted[classes[row]] += share;
        }
        Integer[] order = shuffled(unitCount, seed);
        Arrays.sort(order, Comparator.comparingInt((Integer u) -> -sizes[u]));
        for (int c = 0; c < classCount; c++) {
            wanted[c] = Math.rint(wanted[c]);
        }
        boolean[] holdout = new boolean[unitCount];
        double[] given = new double[classCount];
        double[] left = new double[classCount];
        for (int row = 0; row < unit.length; row++) {
            left[classes[row]]++;
        }
        SplittableRandom random = new SplittableRandom(seed ^ 0x5DEECE66DL);
        for (int u : order) {
            int[] counts = held[u];
            // A unit goes to the hold-out with the chance that what is wanted has among what is left.
            double need = 0;
            double rest = 0;
            double overshoot = 0;
            for (int c = 0; c < classCount; c++) {
                need += counts[c] * (wanted[c] - given[c]) / Math.max(1, left[c]);
                rest += counts[c];
                overshoot += Math.max(0, given[c] + counts[c] - wanted[c])
                        - Math.max(0, wanted[c] - given[c] - (left[c] - counts[c]));
            }
            boolean must = overshoot < 0;
            boolean mustNot = overshoot > 0;
            holdout[u] = must || !mustNot && random.nextDouble() * rest < need;
            for (int c = 0; c < classCount; c++) {
                left[c] -= counts[c];
                given[c] += holdout[u] ? counts[c] : 0;
            }
        }
        return split(unit, u -> holdout[u]);
    }

    /// By time: rows from `from` (inclusive) until `until` (exclusive) are hold-out, rows before it train. Training
    /// rows whose group or exact copy is in the hold-out are dropped, as are rows from `until` on and rows without
    /// a time.
    ///
    /// @param from microseconds since 1970
    /// @param until as `from`; [Long#MAX_VALUE] for no end
    public static Split byTime(ColumnBatch rows, String time, long from, long until, List<String> group) {
        if (!(rows.column(time) instanceof TimeColumn times)) {
            throw new IllegalArgumentException("column '" + time + "' is no time");
        }
        int[] unit = units(rows, group);
        boolean[] later = new boolean[unit.length];
        long[] micros = times.micros();
        for (int row = 0; row < unit.length; row++) {
            if (micros[row] != TimeColumn.MISSING && micros[row] >= from && micros[row] < until) {
                later[unit[row]] = true;
            }
        }
        List<Integer> training = new ArrayList<>();
        List<Integer> holdout = new ArrayList<>();
        List<Integer> dropped = new ArrayList<>();
        for (int row = 0; row < unit.length; row++) {
            boolean missing = micros[row] == TimeColumn.MISSING;
            if (!missing && micros[row] >= from && micros[row] < until) {
                holdout.add(row);
            } else if (!missing && micros[row] < from && !later[unit[row]]) {
                training.add(row);
            } else {
                dropped.add(row);
            }
        }
        return new Split(training, holdout, dropped);
    }

    private static Split split(int[] unit, java.util.function.IntPredicate holdout) {
        List<Integer> training = new ArrayList<>();
        List<Integer> held = new ArrayList<>();
        for (int row = 0; row < unit.length; row++) {
            (holdout.test(unit[row]) ? held : training).add(row);
        }
        return new Split(training, held, List.of());
    }

    private static Integer[] shuffled(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Integer[] order = new Integer[n];
        for (int i = 0; i < n; i++) {
            int other = random.nextInt(i + 1);
            order[i] = other == i ? i : order[other];
            order[other] = i;
        }
        return order;
    }

    /// For each row the number of the unit that must stay whole: rows linked by equal groups or by being copies.
    private static int[] units(ColumnBatch rows, List<String> group) {
        int n = rows.rows();
        int[] parent = new int[n];
        Arrays.setAll(parent, i -> i);
        int[] all = joint(rows.columns().stream().map(Splitter::codes).toList(), n);
        if (Copies.telling(Arrays.stream(all).max().orElse(0) + 1, n)) {
            link(parent, all);
        }
        if (!group.isEmpty()) {
            link(
                    parent,
                    joint(group.stream().map(name -> codes(rows.column(name))).toList(), n));
        }
        int[] unit = new int[n];
        Map<Integer, Integer> numbers = new HashMap<>();
        for (int row = 0; row < n; row++) {
            int root = root(parent, row);
            Integer before = numbers.putIfAbsent(root, numbers.size());
            unit[row] = before == null ? numbers.size() - 1 : before;
        }
        return unit;
    }

    private static int[] joint(List<int[]> columns, int rows) {
        int[] joint = new int[rows];
        Map<Long, Integer> known = new HashMap<>();
        for (int[] codes : columns) {
            known.clear();
            for (int row = 0; row < joint.length; row++) {
                long both = ((long) joint[row] << 32) | codes[row];
                Integer before = known.putIfAbsent(both, known.size());
                joint[row] = before == null ? known.size() - 1 : before;
            }
        }
        return joint;
    }

    private static void link(int[] parent, int[] joint) {
        Map<Integer, Integer> first = new HashMap<>();
        for (int row = 0; row < joint.length; row++) {
            Integer before = first.putIfAbsent(joint[row], row);
            if (before != null) {
                parent[root(parent, row)] = root(parent, before);
            }
        }
    }

    private static int root(int[] parent, int row) {
        int at = row;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    /// Values numbered by first appearance; missing is a value of its own.
    private static int[] codes(Column column) {
        Coded coded = new Coded("", column);
        int[] codes = new int[column.size()];
        for (int row = 0; row < codes.length; row++) {
            codes[row] = coded.code(row) < 0 ? coded.distinct() : coded.code(row);
        }
        return codes;
    }
}
