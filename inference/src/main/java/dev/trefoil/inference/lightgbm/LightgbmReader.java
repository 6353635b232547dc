package dev.trefoil.inference.lightgbm;

import dev.trefoil.inference.runtime.ModelFormatException;
import dev.trefoil.inference.tree.ForestBuilder;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a text model line by line.
public final class LightgbmReader {
    private static final int MAX_FEATURES = 1 << 20;

    private final String file;
    private final TextLines lines;
    private final ForestBuilder forest = new ForestBuilder();
    private final List<@Nullable LinearLeaves> linear = new ArrayList<>();
    private final Map<String, String> header = new HashMap<>();
    private boolean averaged;
    private boolean ended;
    private String pandasCategories = "";
    private String boosting = "";

    private LightgbmReader(String file, TextLines lines) {
        this.file = file;
        this.lines = lines;
    }

    public static LightgbmModel text(String file, InputStream bytes) {
        try (TextLines lines = new TextLines(file, bytes)) {
            return new LightgbmReader(file, lines).read();
        }
    }

    private LightgbmModel read() {
        String first = lines.next();
        if (first == null || !first.strip().equals("tree")) {
            throw new ModelFormatException(
                    file,
                    "line 1",
                    "is not a LightGBM text model: the first line is not 'tree'",
                    "save it with Booster.save_model");
        }
        String line = lines.next();
        while (line != null && !line.startsWith("Tree=") && !line.startsWith("end of trees")) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                header.put(line.substring(0, equals), line.substring(equals + 1));
            } else if (line.strip().equals("average_output")) {
                averaged = true;
            }
            line = lines.next();
        }
        int features = whole("max_feature_idx") + 1;
        if (features < 0 || features > MAX_FEATURES) {
            throw lines.bad(features + " features cannot be");
        }
        while (line != null && line.startsWith("Tree=")) {
            line = tree(features);
        }
        if (line == null || !line.startsWith("end of trees")) {
            throw lines.bad("the file ends in the middle: there is no 'end of trees'");
        }
        rest();
        return finish(features);
    }

    /// Reads one tree and returns the line after it.
    private @Nullable String tree(int features) {
        int start = lines.number();
        LightgbmTree tree = new LightgbmTree();
        String line = lines.next();
        while (line != null && !line.startsWith("Tree=") && !line.startsWith("end of trees")) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                try {
                    tree.line(line.substring(0, equals), line.substring(equals + 1));
                } catch (NumberFormatException e) {
                    throw lines.bad(line.substring(0, equals) + ": " + e.getMessage());
                }
            }
            line = lines.next();
        }
        try {
            linear.add(tree.addTo(forest, features));
        } catch (IllegalArgumentException e) {
            throw lines.bad(start, String.valueOf(e.getMessage()));
        }
        return line;
    }

    private void rest() {
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.startsWith("pandas_categorical:")) {
                pandasCategories = line.substring("pandas_categorical:".length());
            } else if (line.startsWith("[boosting: ")) {
                boosting = line.substring("[boosting: ".length(), Math.max(11, line.length() - 1));
            } else if (line.startsWith("end of parameters")) {
                ended = true;
            }
        }
    }

    private LightgbmModel finish(int features) {
        String version = header.getOrDefault("version", "");
        if (!version.isEmpty() && !version.equals("v2") && !version.equals("v3") && !version.equals("v4")) {
            throw new ModelFormatException(
                    file,
                    "version",
                    "was written as '" + version + "', which is not known (v2, v3, v4)",
                    "save it with LightGBM 4");
        }
        int classes = whole("num_class");
        int perIteration = whole("num_tree_per_iteration");
        if (perIteration < 1 || classes < 1 || perIteration > 1 << 16 || forest.trees() % perIteration != 0) {
            throw new ModelFormatException(
                    file,
                    "num_tree_per_iteration",
                    forest.trees() + " trees in rounds of " + perIteration + " for " + classes + " classes cannot be",
                    "save the model again");
        }
        String stated = header.getOrDefault("objective", "");
        LightgbmObjective objective;
        try {
            objective = LightgbmObjective.of(stated);
        } catch (NumberFormatException _) {
            objective = null;
        }
        if (objective == null) {
            throw new ModelFormatException(
                    file,
                    "objective",
                    "the objective '" + stated + "' is not known",
                    "save the model with an objective of LightGBM 3 or 4");
        }
        String names = header.getOrDefault("feature_names", "");
        List<String> featureNames =
                names.isBlank() ? List.of() : List.of(names.strip().split(" +"));
        if (!featureNames.isEmpty() && featureNames.size() != features) {
            throw new ModelFormatException(
                    file,
                    "feature_names",
                    featureNames.size() + " names for " + features + " features",
                    "save the model again");
        }
        for (int tree = 0; tree < forest.trees(); tree++) {
            forest.group(tree, tree % perIteration);
        }
        LightgbmFacts facts = new LightgbmFacts(
                version,
                objective,
                perIteration,
                averaged,
                featureNames,
                PandasCategories.of(file, header.getOrDefault("feature_infos", ""), pandasCategories),
                boosting,
                ended);
        try {
            return new LightgbmModel(facts, forest.build(features, 1), linear.toArray(new @Nullable LinearLeaves[0]));
        } catch (IllegalArgumentException e) {
            throw new ModelFormatException(file, "trees", String.valueOf(e.getMessage()), "save the model again");
        }
    }

    private int whole(String key) {
        String text = header.get(key);
        if (text == null) {
            throw new ModelFormatException(file, "header", "there is no " + key, "save it with Booster.save_model");
        }
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException _) {
            throw new ModelFormatException(
                    file, key, "expected a whole number, found '" + text + "'", "save the model again");
        }
    }
}
