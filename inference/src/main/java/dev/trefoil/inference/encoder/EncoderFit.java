package dev.trefoil.inference.encoder;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.inference.encoder.EncoderSpec.Family;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/// Fits the steps of an encoder to training rows. The same rows give the same encoder; the label is never looked
/// at.
final class EncoderFit {
    private EncoderFit() {}

    static Step step(ColumnBatch rows, EncoderSpec spec, EncoderSpec.Plan plan) {
        Column column = rows.column(plan.column());
        boolean linear = spec.family() == Family.LINEAR;
        return switch (plan.kind()) {
            case NUMBER -> number(column, plan.column(), linear);
            case BOOLEAN -> new BooleanStep(plan.column(), linear);
            case CATEGORY -> {
                List<String> kept = categories(column, spec.maxCategories(), spec.minCount());
                yield linear ? new OneHotStep(plan.column(), kept) : new OrdinalStep(plan.column(), kept);
            }
            case TIME -> time(column, plan.column(), linear);
            case TEXT -> text(column, plan.column(), spec.maxWords(), spec.minCount());
        };
    }

    private static Step number(Column column, String name, boolean linear) {
        if (!linear) {
            return new NumberStep(name, null, false);
        }
        double[] values = new double[column.size()];
        boolean missing = false;
        for (int row = 0; row < values.length; row++) {
            values[row] = NumberStep.clamped(column.number(row));
            missing |= Double.isNaN(values[row]);
        }
        return new NumberStep(name, Scale.of(values), missing);
    }

    private static Step time(Column column, String name, boolean linear) {
        if (!linear) {
            return new TimeStep(name, List.of());
        }
        double[] parts = new double[column.size() * TimeStep.PARTS];
        new TimeStep(name, List.of()).encode(column, column.size(), parts, 0, TimeStep.PARTS);
        List<Scale> scales = new ArrayList<>();
        for (int part = 0; part < TimeStep.PARTS; part++) {
            double[] values = new double[column.size()];
            for (int row = 0; row < values.length; row++) {
                values[row] = parts[row * TimeStep.PARTS + part];
            }
            scales.add(Scale.of(values));
        }
        return new TimeStep(name, scales);
    }

    /// The values that occur often enough, most frequent first, equals in the order of their text.
    private static List<String> categories(Column column, int most, int minCount) {
        Map<String, Integer> counts = new HashMap<>();
        for (int row = 0; row < column.size(); row++) {
            String text = column.text(row);
            if (text != null) {
                counts.merge(text, 1, Integer::sum);
            }
        }
        int threshold = counts.size() <= 2 ? 1 : minCount;
        return ranked(counts, most, threshold);
    }

    private static Step text(Column column, String name, int most, int minCount) {
        Map<String, Integer> documents = new HashMap<>();
        int present = 0;
        for (int row = 0; row < column.size(); row++) {
            String text = column.text(row);
            if (text != null) {
                present++;
                for (String word : new HashSet<>(Words.of(text))) {
                    documents.merge(word, 1, Integer::sum);
                }
            }
        }
        List<String> vocabulary = ranked(documents, most, minCount);
        double[] weights = new double[vocabulary.size()];
        for (int i = 0; i < weights.length; i++) {
            Integer occurs = documents.get(vocabulary.get(i));
            weights[i] = StrictMath.log((1.0 + present) / (1.0 + (occurs == null ? 0 : occurs))) + 1;
        }
        return new TextStep(name, vocabulary, weights);
    }

    private static List<String> ranked(Map<String, Integer> counts, int most, int minCount) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() >= minCount)
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }
}
