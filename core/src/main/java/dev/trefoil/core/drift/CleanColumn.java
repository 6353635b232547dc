package dev.trefoil.core.drift;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.IntegerColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A column as the compatibility profiles see it: missing values left out, numbers sorted, texts counted.
final class CleanColumn {
    private final boolean whole;
    private final double[] sorted;
    private final Map<String, Long> counts;
    private final int rows;

    private CleanColumn(boolean whole, double[] sorted, Map<String, Long> counts, int rows) {
        this.whole = whole;
        this.sorted = sorted;
        this.counts = counts;
        this.rows = rows;
    }

    /// Finite numbers only.
    static CleanColumn numbers(Column column) {
        double[] values = new double[column.size()];
        int kept = 0;
        for (int i = 0; i < values.length; i++) {
            double value = column.number(i);
            if (Double.isFinite(value)) {
                values[kept++] = value + 0.0;
            }
        }
        double[] sorted = Arrays.copyOf(values, kept);
        RadixSort.sort(sorted);
        boolean whole = column instanceof IntegerColumn && kept == values.length;
        return new CleanColumn(whole, sorted, Map.of(), kept);
    }

    static CleanColumn texts(Column column) {
        Map<String, int[]> seen = new HashMap<>();
        int kept = 0;
        for (int i = 0; i < column.size(); i++) {
            String text = column.text(i);
            if (text != null) {
                seen.computeIfAbsent(text, _ -> new int[1])[0]++;
                kept++;
            }
        }
        Map<String, Long> counts = new HashMap<>();
        seen.forEach((text, count) -> counts.put(text, (long) count[0]));
        return new CleanColumn(false, new double[0], counts, kept);
    }

    static CleanColumn ofNumbers(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new CleanColumn(false, sorted, Map.of(), sorted.length);
    }

    int rows() {
        return rows;
    }

    boolean whole() {
        return whole;
    }

    double[] sorted() {
        return sorted;
    }

    int distinct() {
        if (sorted.length == 0) {
            return counts.size();
        }
        int distinct = 1;
        for (int i = 1; i < sorted.length; i++) {
            distinct += sorted[i] > sorted[i - 1] ? 1 : 0;
        }
        return distinct;
    }

    /// How many different values both columns have together; counting stops at `most`.
    static int distinct(CleanColumn first, CleanColumn second, int most) {
        if (first.sorted.length == 0 || second.sorted.length == 0) {
            Set<String> texts = new HashSet<>(first.counts.keySet());
            texts.addAll(second.counts.keySet());
            return Math.min(most, texts.size());
        }
        int i = 0;
        int j = 0;
        int distinct = 0;
        while (distinct < most && (i < first.sorted.length || j < second.sorted.length)) {
            double value = j == second.sorted.length || (i < first.sorted.length && first.sorted[i] <= second.sorted[j])
                    ? first.sorted[i]
                    : second.sorted[j];
            i = FixedBins.notAbove(first.sorted, value);
            j = FixedBins.notAbove(second.sorted, value);
            distinct++;
        }
        return distinct;
    }

    /// Every value of either column with its rows in both, values ascending.
    static List<long[]> table(CleanColumn first, CleanColumn second) {
        Map<String, long[]> table = new TreeMap<>(BY_VALUE);
        first.each((value, count) -> table.computeIfAbsent(value, _ -> new long[2])[0] += count);
        second.each((value, count) -> table.computeIfAbsent(value, _ -> new long[2])[1] += count);
        return new ArrayList<>(table.values());
    }

    private interface Counted {
        void accept(String value, long count);
    }

    private void each(Counted counted) {
        counts.forEach(counted::accept);
        int from = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] > sorted[from]) {
                counted.accept(Double.toString(sorted[from]), i - from);
                from = i;
            }
        }
    }

    /// Numbers by size, then texts by letters.
    private static final Comparator<String> BY_VALUE =
            Comparator.comparingDouble(CleanColumn::size).thenComparing(Comparator.naturalOrder());

    private static double size(String text) {
        if (text.isEmpty() || "+-.0123456789".indexOf(text.charAt(0)) < 0) {
            return Double.POSITIVE_INFINITY;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            return Double.POSITIVE_INFINITY;
        }
    }
}
