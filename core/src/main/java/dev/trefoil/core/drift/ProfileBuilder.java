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
        List<Double> edges = kind.binned() ? edges(kind, column) : List.of();
        List<String> categories = switch (kind) {
            case NUMBER, TEXT_LENGTH -> List.of();
            case CATEGORY -> frequent(column);
            case BOOLEAN -> List.of("false", "true");
            case HOUR_OF_DAY -> numbered(0, 24);
            case DAY_OF_WEEK -> numbered(1, 8);
        };
        int slots = (kind.binned() ? edges.size() : categories.size()) + 2;
        ColumnProfile empty = new ColumnProfile(
                name,
                kind,
                edges,
                categories,
                IntStream.range(0, slots).mapToObj(_ -> 0L).toList());
        SlotFinder finder = SlotFinder.of(empty);
        long[] counts = new long[slots];
        for (int i = 0; i < column.size(); i++) {
            counts[finder.slot(column, i)]++;
        }
        return new ColumnProfile(
                name, kind, edges, categories, Arrays.stream(counts).boxed().toList());
    }

    /// The least value, the quantiles between, and the next number above the greatest; a value that stands for many
    /// quantiles is one edge, so that a number with few values has a bin for each. Infinities are outside of all
    /// edges.
    private static List<Double> edges(ProfileKind kind, Column column) {
        double[] sorted = IntStream.range(0, column.size())
                .filter(i -> !column.missing(i))
                .mapToDouble(i -> SlotFinder.number(kind, column, i))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return List.of();
        }
        double[] distinct = Arrays.stream(sorted)
                .distinct()
                .limit(ReferenceProfile.BINS + 1L)
                .toArray();
        List<Double> edges = new ArrayList<>();
        if (distinct.length <= ReferenceProfile.BINS) {
            for (double value : distinct) {
                edges.add(value + 0.0);
            }
        } else {
            for (int i = 0; i < ReferenceProfile.BINS; i++) {
                double edge = sorted[(int) ((long) i * sorted.length / ReferenceProfile.BINS)] + 0.0;
                if (edges.isEmpty() || edge > edges.getLast()) {
                    edges.add(edge);
                }
            }
        }
        double end = Math.nextUp(sorted[sorted.length - 1]);
        if (Double.isFinite(end)) {
            edges.add(end);
        }
        return edges;
    }

    /// The most frequent texts, most frequent first, then by text.
    private static List<String> frequent(Column column) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < column.size(); i++) {
            String text = column.text(i);
            if (text != null) {
                counts.merge(text, 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(ReferenceProfile.CATEGORIES)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<String> numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }
}
