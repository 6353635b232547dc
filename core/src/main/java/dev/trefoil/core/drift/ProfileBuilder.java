package dev.trefoil.core.drift;

import dev.trefoil.core.column.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Freezes the slots of one column and counts the training rows in them.
final class ProfileBuilder {
    private ProfileBuilder() {}

    static ColumnProfile profile(String name, ProfileKind kind, Column column) {
        if (kind.binned()) {
            double[] sorted = sorted(kind, column);
            List<Double> edges = edges(sorted);
            return new ColumnProfile(name, kind, edges, List.of(), counts(sorted, edges, column.size()));
        }
        if (kind == ProfileKind.CATEGORY) {
            return frequent(name, column);
        }
        List<String> categories = switch (kind) {
            case NUMBER, TEXT_LENGTH, CATEGORY -> List.of();
            case BOOLEAN -> List.of("false", "true");
            case HOUR_OF_DAY -> numbered(0, 24);
            case DAY_OF_WEEK -> numbered(1, 8);
        };
        long[] counts = new long[categories.size() + 2];
        SlotFinder finder = SlotFinder.of(new ColumnProfile(name, kind, List.of(), categories, boxed(counts)));
        for (int i = 0; i < column.size(); i++) {
            counts[finder.slot(column, i)]++;
        }
        return new ColumnProfile(name, kind, List.of(), categories, boxed(counts));
    }

    /// The values that are there, ascending, −0 as 0.
    private static double[] sorted(ProfileKind kind, Column column) {
        double[] values = new double[column.size()];
        int kept = 0;
        for (int i = 0; i < values.length; i++) {
            double value = SlotFinder.number(kind, column, i);
            if (!Double.isNaN(value)) {
                values[kept++] = value + 0.0;
            }
        }
        double[] sorted = kept == values.length ? values : Arrays.copyOf(values, kept);
        RadixSort.sort(sorted);
        return sorted;
    }

    /// The least value, the quantiles between, and the next number above the greatest; a value that stands for many
    /// quantiles is one edge, so that a number with few values has a bin for each. Infinities are outside of all
    /// edges.
    private static List<Double> edges(double[] sorted) {
        int from = 0;
        int to = sorted.length;
        while (from < to && Double.isInfinite(sorted[from])) {
            from++;
        }
        while (to > from && Double.isInfinite(sorted[to - 1])) {
            to--;
        }
        if (from == to) {
            return List.of();
        }
        List<Double> edges = new ArrayList<>();
        for (int i = from; i < to && edges.size() <= ReferenceProfile.BINS; i++) {
            if (edges.isEmpty() || sorted[i] > edges.getLast()) {
                edges.add(sorted[i]);
            }
        }
        if (edges.size() > ReferenceProfile.BINS) {
            edges.clear();
            for (int i = 0; i < ReferenceProfile.BINS; i++) {
                double edge = sorted[from + (int) ((long) i * (to - from) / ReferenceProfile.BINS)];
                if (edges.isEmpty() || edge > edges.getLast()) {
                    edges.add(edge);
                }
            }
        }
        double end = Math.nextUp(sorted[to - 1]);
        if (Double.isFinite(end)) {
            edges.add(end);
        }
        return edges;
    }

    private static List<Long> counts(double[] sorted, List<Double> edges, int rows) {
        long[] counts = new long[edges.size() + 2];
        counts[0] = (long) rows - sorted.length;
        int below = 0;
        for (int i = 0; i < edges.size(); i++) {
            int upTo = FixedBins.below(sorted, edges.get(i));
            counts[i + 1] = (long) upTo - below;
            below = upTo;
        }
        counts[edges.size() + 1] = (long) sorted.length - below;
        return boxed(counts);
    }

    private static List<Long> boxed(long[] counts) {
        return Arrays.stream(counts).boxed().toList();
    }

    /// A slot for each of the most frequent texts, most frequent first, then by text.
    private static ColumnProfile frequent(String name, Column column) {
        Map<String, int[]> seen = new HashMap<>();
        long missing = 0;
        for (int i = 0; i < column.size(); i++) {
            String text = column.text(i);
            if (text == null) {
                missing++;
            } else {
                seen.computeIfAbsent(text, _ -> new int[1])[0]++;
            }
        }
        List<Map.Entry<String, int[]>> order = seen.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, int[]>>comparingInt(entry -> -entry.getValue()[0])
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(ReferenceProfile.CATEGORIES)
                .toList();
        long[] counts = new long[order.size() + 2];
        counts[0] = missing;
        long rest = (long) column.size() - missing;
        for (int i = 0; i < order.size(); i++) {
            counts[i + 1] = order.get(i).getValue()[0];
            rest -= counts[i + 1];
        }
        counts[order.size() + 1] = rest;
        List<String> categories = order.stream().map(Map.Entry::getKey).toList();
        return new ColumnProfile(name, ProfileKind.CATEGORY, List.of(), categories, boxed(counts));
    }

    private static List<String> numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }
}
