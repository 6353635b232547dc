package dev.trefoil.inference.encoder;

import dev.trefoil.core.column.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Free text as the weights of its words and pairs of neighbouring words that are in the vocabulary: count ×
/// inverse
/// document frequency, scaled to length 1. Words outside of the vocabulary add nothing; missing and empty are
/// zeros.
public final class TextStep implements Step {
    private final String column;
    private final List<String> vocabulary;
    private final double[] weights;
    private final Map<String, Integer> places;

    /// @param weights inverse document frequency of each entry of the vocabulary
    public TextStep(String column, List<String> vocabulary, double[] weights) {
        if (vocabulary.size() != weights.length) {
            throw new IllegalArgumentException(
                    "column '" + column + "' has " + weights.length + " weights for " + vocabulary.size() + " words");
        }
        this.column = column;
        this.vocabulary = List.copyOf(vocabulary);
        this.weights = weights;
        this.places = HashMap.newHashMap(vocabulary.size());
        for (int i = 0; i < vocabulary.size(); i++) {
            places.put(vocabulary.get(i), i);
        }
    }

    @Override
    public String column() {
        return column;
    }

    public List<String> vocabulary() {
        return vocabulary;
    }

    /// The array itself, not a copy.
    public double[] weights() {
        return weights;
    }

    @Override
    public List<String> names() {
        return vocabulary.stream().map(word -> column + "~" + word).toList();
    }

    @Override
    public void encode(@Nullable Column values, int rows, double[] out, int offset, int stride) {
        int width = weights.length;
        for (int row = 0; row < rows; row++) {
            int at = offset + row * stride;
            java.util.Arrays.fill(out, at, at + width, 0);
            String text = values == null ? null : values.text(row);
            if (text == null) {
                continue;
            }
            for (String word : Words.of(text)) {
                Integer place = places.get(word);
                if (place != null) {
                    out[at + place] += weights[place];
                }
            }
            double squares = 0;
            for (int i = at; i < at + width; i++) {
                squares += out[i] * out[i];
            }
            double length = Math.sqrt(squares);
            for (int i = at; i < at + width && length > 0; i++) {
                out[i] /= length;
            }
        }
    }
}
