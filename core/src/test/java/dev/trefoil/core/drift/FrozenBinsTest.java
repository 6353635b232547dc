package dev.trefoil.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Edges and counts that are found without sorting, or from counted texts, are those of the sorted, whole column.
final class FrozenBinsTest {
    @Test
    void edgesAndCountsAreThoseOfTheSortedValues() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 60; round++) {
            int n = 1 + random.nextInt(round < 40 ? 300 : 60_000);
            int kind = round % 5;
            double[] values = new double[n];
            for (int i = 0; i < n; i++) {
                double x = switch (kind) {
                    case 0 -> random.nextGaussian();
                    case 1 -> Math.exp(5 * random.nextGaussian());
                    case 2 -> random.nextInt(90) - 45;
                    case 3 -> random.nextInt(3);
                    default -> random.nextDouble() < 0.7 ? 0 : -random.nextDouble() * 1e-300;
                };
                double dice = random.nextDouble();
                values[i] = dice < 0.02
                        ? Double.NaN
                        : dice < 0.03
                                ? Double.POSITIVE_INFINITY
                                : dice < 0.05 ? Double.NEGATIVE_INFINITY : dice < 0.06 ? -0.0 : x;
            }
            Schema schema = new Schema(List.of(new ColumnSpec("x", ColumnType.NUMBER)));
            ReferenceProfile profile =
                    ReferenceProfile.of(new ColumnBatch(schema, List.of(new NumberColumn(values.clone()))));
            ColumnProfile column = profile.columns().getFirst();
            assertThat(column.edges()).as("round " + round).isEqualTo(edges(values));
            List<Long> counts = new ArrayList<>();
            for (int slot = 0; slot < column.slots(); slot++) {
                counts.add(0L);
            }
            for (double value : values) {
                int slot = 0;
                if (!Double.isNaN(value)) {
                    slot = 1;
                    for (double edge : column.edges()) {
                        slot += edge <= value ? 1 : 0;
                    }
                }
                counts.set(slot, counts.get(slot) + 1);
            }
            assertThat(column.counts()).as("round " + round).isEqualTo(counts);
        }
    }

    /// As documented: each different value where there are at most 60, else sixtieths of the sorted finite ones.
    private static List<Double> edges(double[] values) {
        double[] sorted = Arrays.stream(values)
                .filter(Double::isFinite)
                .map(x -> x + 0.0)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return List.of();
        }
        double[] different = Arrays.stream(sorted).distinct().toArray();
        List<Double> edges = new ArrayList<>();
        for (int i = 0; i < Math.min(60, different.length > 60 ? 60 : different.length); i++) {
            double edge = different.length > 60 ? sorted[(int) ((long) i * sorted.length / 60)] : different[i];
            if (edges.isEmpty() || edge > edges.getLast()) {
                edges.add(edge);
            }
        }
        edges.add(Math.nextUp(sorted[sorted.length - 1]));
        return edges;
    }

    @Test
    void countedTextsAreTheColumnTheyWereCountedFrom() {
        SplittableRandom random = new SplittableRandom(4);
        for (int values : new int[] {1, 7, 150, 5_000}) {
            @Nullable String[] texts = new String[4_000];
            for (int i = 0; i < texts.length; i++) {
                texts[i] = random.nextInt(20) == 0 ? null : "v" + random.nextInt(values);
            }
            Schema schema = new Schema(List.of(new ColumnSpec("x", ColumnType.STRING)));
            ColumnBatch batch = new ColumnBatch(schema, List.of(new StringColumn(texts)));
            CountedTexts counted = counted(texts);
            boolean category = ProfileKind.of(batch.column(0)) == ProfileKind.CATEGORY;
            assertThat(counted.category()).isEqualTo(category);
            if (category) {
                ReferenceProfile whole = ReferenceProfile.of(batch);
                assertThat(ReferenceProfile.of("x", counted)).isEqualTo(whole);
                WindowHistogram rowByRow = new WindowHistogram(whole);
                WindowHistogram atOnce = new WindowHistogram(whole);
                rowByRow.record(batch);
                atOnce.record(counted);
                assertThat(atOnce.counts()).isEqualTo(rowByRow.counts());
            }
        }
    }

    private static CountedTexts counted(@Nullable String[] texts) {
        TreeMap<String, Long> counts = new TreeMap<>();
        long missing = 0;
        for (String text : texts) {
            if (text == null) {
                missing++;
            } else {
                counts.merge(text, 1L, Long::sum);
            }
        }
        @Nullable String[] different = new String[counts.size() + 1];
        long[] rows = new long[different.length];
        rows[0] = missing;
        int at = 1;
        for (var entry : counts.entrySet()) {
            different[at] = entry.getKey();
            rows[at++] = entry.getValue();
        }
        return new CountedTexts(different, rows);
    }
}
