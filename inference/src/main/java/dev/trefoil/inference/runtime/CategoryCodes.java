package dev.trefoil.inference.runtime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The categories that a model was trained with, by feature, in the order of their codes: what turns raw values of a
/// data frame into the numbers that the trees compare. Values never seen in training have no code and are missing.
public final class CategoryCodes {
    /// Of models that take numbers only.
    public static final CategoryCodes NONE = new CategoryCodes(Map.of());

    private final Map<Integer, Map<String, Double>> codes;

    /// @param categories the categories of a feature by its position, numbers as people write them
    public CategoryCodes(Map<Integer, List<String>> categories) {
        Map<Integer, Map<String, Double>> built = new HashMap<>();
        categories.forEach((feature, values) -> {
            Map<String, Double> byValue = HashMap.newHashMap(values.size());
            for (int i = 0; i < values.size(); i++) {
                byValue.putIfAbsent(values.get(i), (double) i);
            }
            built.put(feature, Map.copyOf(byValue));
        });
        this.codes = Map.copyOf(built);
    }

    /// Codes by value; empty for a feature that is a number.
    public Map<String, Double> of(int feature) {
        return codes.getOrDefault(feature, Map.of());
    }
}
