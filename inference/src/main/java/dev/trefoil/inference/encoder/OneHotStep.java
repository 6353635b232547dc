package dev.trefoil.inference.encoder;

import dev.trefoil.core.column.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A category as one number for each kept value, 1 for the one it has; one more for `other` (rare in training, or
/// never seen) and one for missing. For linear models.
public final class OneHotStep implements Step {
    private final String column;
    private final List<String> categories;
    private final Map<String, Integer> places;

    /// @param categories by falling frequency
    public OneHotStep(String column, List<String> categories) {
        this.column = column;
        this.categories = List.copyOf(categories);
        this.places = HashMap.newHashMap(categories.size());
        for (int i = 0; i < categories.size(); i++) {
            places.put(categories.get(i), i);
        }
        if (places.size() != categories.size()) {
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
        List<String> names = new ArrayList<>(categories.size() + 2);
        for (String category : categories) {
            names.add(column + "=" + category);
        }
        names.add(column + " other");
        names.add(column + " missing");
        return names;
    }

    @Override
    public void encode(@Nullable Column values, int rows, double[] out, int offset, int stride) {
        int kept = categories.size();
        for (int row = 0; row < rows; row++) {
            int at = offset + row * stride;
            for (int i = 0; i < kept + 2; i++) {
                out[at + i] = 0;
            }
            String text = values == null ? null : values.text(row);
            Integer place = text == null ? null : places.get(text);
            out[at + (text == null ? kept + 1 : place == null ? kept : place)] = 1;
        }
    }
}
