package dev.trefoil.core.drift;

import dev.trefoil.core.column.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Freezes the slots of one column and counts the training rows in them.
final class ProfileBuilder {
    private ProfileBuilder() {}

    static ColumnProfile profile(String name, ProfileKind kind, Column column) {
        if (kind.binned()) {
            return binned(name, kind, values(kind, column), column.size());
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

    /// The values that are there, −0 as 0.
    private static double[] values(ProfileKind kind, Column column) {
        double[] values = new double[column.size()];
        int kept = 0;
        for (int i = 0; i < values.length; i++) {
            double value = SlotFinder.number(kind, column, i);
            if (!Double.isNaN(value)) {
                values[kept++] = value + 0.0;
            }
        }
        return kept == values.length ? values : Arrays.copyOf(values, kept);
    }

    /// Edges are the least value, the quantiles between, and the next number above the greatest; a value that stands
    /// for many quantiles is one edge. A number with few values has a bin for each. Infinities are outside of all
    /// edges.
    private static ColumnProfile binned(String name, ProfileKind kind, double[] values, int rows) {
        int below = 0;
        int above = 0;
        for (double value : values) {
            below += value == Double.NEGATIVE_INFINITY ? 1 : 0;
            above += value == Double.POSITIVE_INFINITY ? 1 : 0;
        }
        int finite = values.length - below - above;
        List<Double> edges = new ArrayList<>();
        List<Integer> before = new ArrayList<>();
        if (finite > 0) {
            double[] few = few(values);
            int[] ranks = new int[few.length > 0 ? 1 : ReferenceProfile.BINS + 1];
            for (int i = 0; i + 1 < ranks.length; i++) {
                ranks[i] = below + (int) ((long) i * finite / ReferenceProfile.BINS);
            }
            ranks[ranks.length - 1] = below + finite - 1;
            Ranks ranked = Ranks.of(values, ranks);
            for (int i = 0; i + 1 < ranks.length; i++) {
                double edge = ranked.at(ranks[i]);
                if (edges.isEmpty() || edge > edges.getLast()) {
                    edges.add(edge);
                    before.add(ranked.below(edge));
                }
            }
            if (few.length > 0) {
                countFew(few, values, below, edges, before);
            }
            double end = Math.nextUp(ranked.at(below + finite - 1));
            if (Double.isFinite(end)) {
                edges.add(end);
                before.add(below + finite);
            }
        }
        long[] counts = new long[edges.size() + 2];
        counts[0] = (long) rows - values.length;
        int seen = 0;
        for (int i = 0; i < edges.size(); i++) {
            counts[i + 1] = (long) before.get(i) - seen;
            seen = before.get(i);
        }
        counts[edges.size() + 1] = (long) values.length - seen;
        return new ColumnProfile(name, kind, edges, List.of(), boxed(counts));
    }

    /// The different finite values, ascending, where there are few enough for a bin each; none otherwise.
    private static double[] few(double[] values) {
        double[] few = new double[ReferenceProfile.BINS];
        int size = 0;
        for (double value : values) {
            int at = Arrays.binarySearch(few, 0, size, value);
            if (at < 0 && Double.isFinite(value)) {
                if (size == few.length) {
                    return new double[0];
                }
                System.arraycopy(few, -at - 1, few, -at, size + at + 1);
                few[-at - 1] = value;
                size++;
            }
        }
        return Arrays.copyOf(few, size);
    }

    private static void countFew(double[] few, double[] values, int below, List<Double> edges, List<Integer> before) {
        int[] counts = new int[few.length];
        for (double value : values) {
            if (Double.isFinite(value)) {
                counts[Arrays.binarySearch(few, value)]++;
            }
        }
        int seen = below;
        for (int i = 0; i < few.length; i++) {
            edges.add(few[i]);
            before.add(seen);
            seen += counts[i];
        }
    }

    private static List<Long> boxed(long[] counts) {
        return Arrays.stream(counts).boxed().toList();
    }

    private static ColumnProfile frequent(String name, Column column) {
        Map<String, int[]> seen = new HashMap<>();
        int missing = 0;
        for (int i = 0; i < column.size(); i++) {
            String text = column.text(i);
            if (text == null) {
                missing++;
            } else {
                seen.computeIfAbsent(text, _ -> new int[1])[0]++;
            }
        }
        @Nullable String[] texts = new String[seen.size() + 1];
        long[] counts = new long[texts.length];
        counts[0] = missing;
        int at = 1;
        for (Map.Entry<String, int[]> entry : seen.entrySet()) {
            texts[at] = entry.getKey();
            counts[at++] = entry.getValue()[0];
        }
        return frequent(name, new CountedTexts(texts, counts));
    }

    /// A slot for each of the most frequent texts, most frequent first, then by text.
    static ColumnProfile frequent(String name, CountedTexts texts) {
        record Frequent(String text, long count) {}
        long missing = 0;
        List<Frequent> all = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.text(i);
            if (text == null) {
                missing += texts.count(i);
            } else {
                all.add(new Frequent(text, texts.count(i)));
            }
        }
        List<Frequent> order = all.stream()
                .sorted(Comparator.comparingLong((Frequent one) -> -one.count()).thenComparing(Frequent::text))
                .limit(ReferenceProfile.CATEGORIES)
                .toList();
        long[] counts = new long[order.size() + 2];
        counts[0] = missing;
        long rest = texts.rows() - missing;
        for (int i = 0; i < order.size(); i++) {
            counts[i + 1] = order.get(i).count();
            rest -= counts[i + 1];
        }
        counts[order.size() + 1] = rest;
        List<String> categories = order.stream().map(Frequent::text).toList();
        return new ColumnProfile(name, ProfileKind.CATEGORY, List.of(), categories, boxed(counts));
    }

    private static List<String> numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }
}
