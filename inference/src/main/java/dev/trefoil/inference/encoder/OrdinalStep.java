package dev.trefoil.inference.encoder;

import dev.trefoil.core.column.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A category as its rank by frequency in the training data, 0 the most frequent. Values that were rare there, and
/// those never seen, share the next number, `other`; missing stays missing (NaN). For trees.
public final class OrdinalStep implements Step {
    private final String column;
    private final List<String> categories;
    private final Map<String, Double> codes;

    /// @param categories by falling frequency
    public OrdinalStep(String column, List<String> categories) {
        this.column = column;
        this.categories = List.copyOf(categories);
        this.codes = HashMap.newHashMap(categories.size());
        for (int i = 0; i < categories.size(); i++) {
            codes.put(categories.get(i), (double) i);
        }
        if (codes.size() != categories.size()) {
            throw new IllegalArgumentException("column '" + column + "' names a category twice");
        }
    }

    @Override
    public String column() {
        return column;
    }

    public List<String> categories() {
        return categories;
    }

    @Override
    public List<String> names() {
        return List.of(column);
    }

    @Override
    public void encode(@Nullable Column values, int rows, double[] out, int offset, int stride) {
        for (int row = 0; row < rows; row++) {
            String text = values == null ? null : values.text(row);
            Double code = text == null ? null : codes.get(text);
            out[offset + row * stride] = text == null ? Double.NaN : code == null ? categories.size() : code;
        }
    }
}
