package dev.trefoil.inference.lightgbm;

import dev.trefoil.inference.format.JsonStructCodec;
import dev.trefoil.inference.format.Struct;
import dev.trefoil.inference.runtime.CategoryCodes;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The last line of a model that was trained on a data frame: the categories of its categorical columns, in their
/// order. Which features these are, the ranges of the features say: categories are listed, numbers have an interval.
final class PandasCategories {
    private PandasCategories() {}

    static CategoryCodes of(String file, String featureInfos, String json) {
        if (json.isBlank() || json.strip().equals("null") || json.strip().equals("[]")) {
            return CategoryCodes.NONE;
        }
        List<List<String>> categories = new ArrayList<>();
        try (Struct in = new JsonStructCodec(file, new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))) {
            in.array(_ -> {
                List<String> values = new ArrayList<>();
                in.array(_ -> values.add(plain(in.text())));
                categories.add(values);
            });
        }
        List<Integer> listed = new ArrayList<>();
        String[] infos = featureInfos.strip().split(" +");
        for (int feature = 0; feature < infos.length; feature++) {
            if (!infos[feature].startsWith("[") && !infos[feature].equals("none")) {
                listed.add(feature);
            }
        }
        if (listed.size() != categories.size()) {
            return CategoryCodes.NONE;
        }
        Map<Integer, List<String>> byFeature = new HashMap<>();
        for (int i = 0; i < listed.size(); i++) {
            byFeature.put(listed.get(i), categories.get(i));
        }
        return new CategoryCodes(byFeature);
    }

    /// 3 for 3.0, as columns of numbers are written.
    private static String plain(String text) {
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
}
