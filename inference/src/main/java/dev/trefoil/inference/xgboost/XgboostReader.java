package dev.trefoil.inference.xgboost;

import dev.trefoil.inference.format.JsonStructCodec;
import dev.trefoil.inference.format.Struct;
import dev.trefoil.inference.format.UbjStruct;
import dev.trefoil.inference.runtime.CategoryCodes;
import dev.trefoil.inference.runtime.ModelFormatException;
import dev.trefoil.inference.tree.Forest;
import dev.trefoil.inference.tree.ForestBuilder;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a saved XGBoost model front to back, in one pass.
public final class XgboostReader {
    private static final int MAX_FEATURES = 1 << 20;
    private static final int MAX_OUTPUTS = 1 << 16;

    private final Struct in;
    private final ForestBuilder forest = new ForestBuilder();
    private final List<String> featureNames = new ArrayList<>();
    private final List<String> featureTypes = new ArrayList<>();
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final Map<Integer, List<String>> categories = new HashMap<>();
    private String booster = "";
    private String objective = "";
    private int[] version = new int[0];
    private int[] treeGroups = new int[0];
    private int[] iterationStarts = new int[0];
    private float[] weightDrop = new float[0];
    private float[] linearWeights = new float[0];
    private float[] baseScore = {0.5f};
    private int features = -1;
    private int classes;
    private int targets = 1;
    private int parallelTrees = 1;
    private int linearRounds;
    private int leafWidth = 1;

    private XgboostReader(Struct in) {
        this.in = in;
    }

    public static XgboostModel json(String file, InputStream bytes) {
        try (Struct struct = new JsonStructCodec(file, bytes)) {
            return new XgboostReader(struct).read(file);
        }
    }

    public static XgboostModel ubj(String file, InputStream bytes) {
        try (Struct struct = new UbjStruct(file, bytes)) {
            return new XgboostReader(struct).read(file);
        }
    }

    private XgboostModel read(String file) {
        in.object(name -> {
            switch (name) {
                case "learner" -> in.object(this::learner);
                case "version" -> version = in.ints();
                default -> in.skip();
            }
        });
        in.end();
        return finish(file);
    }

    private void learner(String name) {
        switch (name) {
            case "attributes" -> in.object(key -> attributes.put(key, in.text()));
            case "feature_names" -> in.array(_ -> featureNames.add(in.text()));
            case "feature_types" -> in.array(_ -> featureTypes.add(in.text()));
            case "gradient_booster" -> in.object(this::gradientBooster);
            case "learner_model_param" -> in.object(this::learnerParameter);
            case "objective" -> in.object(this::objective);
            default -> in.skip();
        }
    }

    private void gradientBooster(String name) {
        switch (name) {
            case "name" -> booster = in.text();
            case "gbtree" ->
                in.object(inner -> {
                    if (inner.equals("model")) {
                        in.object(this::model);
                    } else {
                        in.skip();
                    }
                });
            case "model" -> in.object(this::model);
            case "weight_drop" -> weightDrop = in.floats();
            default -> in.skip();
        }
    }

    private void model(String name) {
        switch (name) {
            case "gbtree_model_param" ->
                in.object(key -> {
                    if (key.equals("num_parallel_tree")) {
                        parallelTrees = Math.max(1, Numerals.whole(in));
                    } else {
                        in.skip();
                    }
                });
            case "trees" -> in.array(_ -> tree());
            case "tree_info" -> treeGroups = in.ints();
            case "cats" ->
                in.object(key -> {
                    if (key.equals("enc")) {
                        in.array(feature ->
                                XgboostCategories.read(in).ifPresent(values -> categories.put(feature, values)));
                    } else {
                        in.skip();
                    }
                });
            case "iteration_indptr" -> iterationStarts = in.ints();
            case "weights" -> linearWeights = in.floats();
            case "boosted_rounds" -> linearRounds = Numerals.whole(in);
            default -> in.skip();
        }
    }

    private void tree() {
        XgboostTree tree = new XgboostTree();
        tree.read(in);
        if (forest.trees() > 0 && tree.leafWidth() != leafWidth) {
            throw in.bad("leaves of " + tree.leafWidth() + " numbers after leaves of " + leafWidth);
        }
        leafWidth = tree.leafWidth();
        try {
            tree.addTo(forest, in);
        } catch (ModelFormatException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw in.bad(String.valueOf(e.getMessage()));
        }
    }

    private void learnerParameter(String name) {
        switch (name) {
            case "base_score" -> baseScore = Numerals.reals(in);
            case "num_feature" -> features = Numerals.whole(in);
            case "num_class" -> classes = Numerals.whole(in);
            case "num_target" -> targets = Numerals.whole(in);
            default -> in.skip();
        }
    }

    private void objective(String name) {
        if (name.equals("name")) {
            objective = in.text();
        } else {
            in.skip();
        }
    }

    private XgboostModel finish(String file) {
        XgboostObjective known = XgboostObjective.of(objective);
        if (objective.isEmpty() || booster.isEmpty()) {
            throw wrong(
                    file,
                    "learner",
                    "is not an XGBoost model: it names no booster or no objective",
                    "save it with Booster.save_model");
        }
        if (known == null) {
            throw wrong(
                    file,
                    "learner.objective.name",
                    "the objective '" + objective + "' is not known",
                    "save the model with an objective of XGBoost 1.7 to 3.2");
        }
        if (version.length > 0 && version[0] > 3) {
            throw wrong(
                    file,
                    "version",
                    "was written by XGBoost " + version[0] + ", newer than what is known (3)",
                    "save it with XGBoost 3");
        }
        int groups = Math.max(1, Math.max(classes, targets));
        if (features < 0 || features > MAX_FEATURES || groups > MAX_OUTPUTS) {
            throw wrong(
                    file,
                    "learner.learner_model_param",
                    features + " features and " + groups + " outputs cannot be",
                    "save the model again");
        }
        if (!featureNames.isEmpty() && featureNames.size() != features) {
            throw wrong(
                    file,
                    "learner.feature_names",
                    featureNames.size() + " names for " + features + " features",
                    "save the model again");
        }
        if (baseScore.length != 1 && baseScore.length != groups) {
            throw wrong(
                    file,
                    "learner.learner_model_param.base_score",
                    baseScore.length + " base scores for " + groups + " outputs",
                    "save the model again");
        }
        float[] base = new float[groups];
        for (int i = 0; i < groups; i++) {
            base[i] = known.margin(baseScore[baseScore.length == 1 ? 0 : i]);
        }
        XgboostFacts facts = new XgboostFacts(
                booster,
                versionText(),
                objective,
                known,
                features,
                groups,
                List.copyOf(featureNames),
                List.copyOf(featureTypes),
                parallelTrees,
                attributes,
                new CategoryCodes(categories));
        return switch (booster) {
            case "gblinear" -> linear(file, facts, base);
            case "gbtree", "dart" ->
                new XgboostForest(facts, trees(file, groups), iterations(file), weights(file), base);
            default ->
                throw wrong(
                        file,
                        "learner.gradient_booster.name",
                        "the booster '" + booster + "' is not known",
                        "use gbtree, dart or gblinear");
        };
    }

    private XgboostModel linear(String file, XgboostFacts facts, float[] base) {
        if (linearWeights.length != (long) (features + 1) * facts.groups()) {
            throw wrong(
                    file,
                    "learner.gradient_booster.model.weights",
                    linearWeights.length + " weights for " + features + " features and " + facts.groups() + " outputs",
                    "save the model again");
        }
        return new XgboostLinear(facts, linearWeights, linearRounds, base);
    }

    private Forest trees(String file, int groups) {
        if (treeGroups.length != forest.trees() && !(leafWidth > 1 && treeGroups.length == 0)) {
            throw wrong(
                    file,
                    "learner.gradient_booster.model.tree_info",
                    treeGroups.length + " entries for " + forest.trees() + " trees",
                    "save the model again");
        }
        if (leafWidth > 1 && leafWidth != groups) {
            throw wrong(
                    file,
                    "learner.gradient_booster.model.trees",
                    "leaves of " + leafWidth + " numbers for " + groups + " outputs",
                    "save the model again");
        }
        for (int tree = 0; tree < treeGroups.length; tree++) {
            if (treeGroups[tree] < 0 || treeGroups[tree] >= groups) {
                throw wrong(
                        file,
                        "learner.gradient_booster.model.tree_info[" + tree + "]",
                        "output " + treeGroups[tree] + " of " + groups,
                        "save the model again");
            }
            forest.group(tree, treeGroups[tree]);
        }
        try {
            return forest.build(features, leafWidth);
        } catch (IllegalArgumentException e) {
            throw wrong(
                    file,
                    "learner.gradient_booster.model.trees",
                    String.valueOf(e.getMessage()),
                    "save the model again");
        }
    }

    /// First tree of each round, and the number of trees at the end.
    private int[] iterations(String file) {
        int trees = forest.trees();
        if (iterationStarts.length == 0) {
            int perRound = Math.max(1, (leafWidth > 1 ? 1 : Math.max(1, Math.max(classes, targets))) * parallelTrees);
            int rounds = trees / perRound;
            int[] starts = new int[rounds + 1];
            for (int i = 0; i <= rounds; i++) {
                starts[i] = i == rounds ? trees : i * perRound;
            }
            return starts;
        }
        boolean fine = iterationStarts[0] == 0 && iterationStarts[iterationStarts.length - 1] == trees;
        for (int i = 1; i < iterationStarts.length; i++) {
            fine &= iterationStarts[i] >= iterationStarts[i - 1];
        }
        if (!fine) {
            throw wrong(
                    file,
                    "learner.gradient_booster.model.iteration_indptr",
                    "does not divide " + trees + " trees into rounds",
                    "save the model again");
        }
        return iterationStarts;
    }

    private float[] weights(String file) {
        if (booster.equals("dart") && weightDrop.length != forest.trees()) {
            throw wrong(
                    file,
                    "learner.gradient_booster.weight_drop",
                    weightDrop.length + " weights for " + forest.trees() + " trees",
                    "save the model again");
        }
        return weightDrop;
    }

    private String versionText() {
        StringBuilder text = new StringBuilder();
        for (int part : version) {
            text.append(text.isEmpty() ? "" : ".").append(part);
        }
        return text.toString();
    }

    private static ModelFormatException wrong(String file, String place, String problem, String mend) {
        return new ModelFormatException(file, place, problem, mend);
    }
}
