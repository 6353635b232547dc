package dev.trefoil.training.trainer;

import dev.trefoil.inference.encoder.EncoderSpec;
import dev.trefoil.training.search.Contender;
import dev.trefoil.training.search.Hyperparameters;
import dev.trefoil.training.search.Parameter;
import dev.trefoil.training.search.SearchSpace;
import dev.trefoil.training.search.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;

/// Gradient boosted trees by XGBoost, with its histogram method. Settings are XGBoost's own parameters; `rounds` is the
/// number of boosting rounds.
public final class XgboostTrainer implements Trainer {
    private static final Hyperparameters STANDARD = Hyperparameters.NONE
            .with("eta", 0.1)
            .with("max_depth", 6)
            .with("min_child_weight", 1)
            .with("subsample", 0.8)
            .with("colsample_bytree", 0.8)
            .with("lambda", 1);

    private static final Set<String> SETTINGS = Set.of(
            "rounds",
            "eta",
            "learning_rate",
            "max_depth",
            "min_child_weight",
            "gamma",
            "min_split_loss",
            "subsample",
            "sampling_method",
            "colsample_bytree",
            "colsample_bylevel",
            "colsample_bynode",
            "lambda",
            "reg_lambda",
            "alpha",
            "reg_alpha",
            "max_delta_step",
            "max_leaves",
            "max_bin",
            "grow_policy",
            "num_parallel_tree",
            "booster",
            "sample_type",
            "normalize_type",
            "rate_drop",
            "one_drop",
            "skip_drop",
            "feature_selector",
            "top_k",
            "scale_pos_weight",
            "base_score",
            "monotone_constraints",
            "interaction_constraints");

    private static final int USUAL_BINS = 256;
    private static final int FEW_ROWS = 5_000;
    private static final int MOST_BINS = 1 << 17;

    @Override
    public String kind() {
        return "xgboost";
    }

    @Override
    public Set<String> settings() {
        return SETTINGS;
    }

    @Override
    public EncoderSpec.Family family() {
        return EncoderSpec.Family.TREES;
    }

    @Override
    public Contender contender() {
        return new Contender(
                kind(),
                new SearchSpace(List.of(
                        new Parameter.IntRange("max_depth", 3, 9, false),
                        new Parameter.FloatRange("eta", 0.02, 0.3, true),
                        new Parameter.FloatRange("min_child_weight", 1, 100, true),
                        new Parameter.FloatRange("subsample", 0.5, 1, false),
                        new Parameter.FloatRange("colsample_bytree", 0.3, 1, false),
                        new Parameter.FloatRange("lambda", 0.1, 30, true))),
                List.of(Hyperparameters.NONE
                        .with("max_depth", 5)
                        .with("eta", 0.1)
                        .with("min_child_weight", 10)
                        .with("subsample", 0.8)
                        .with("colsample_bytree", 0.8)
                        .with("lambda", 1)),
                Integer.MAX_VALUE);
    }

    @Override
    public void requireAvailable() {
        try {
            new DMatrix(new float[] {1}, 1, 1, Float.NaN).dispose();
        } catch (XGBoostError | LinkageError e) {
            throw new TrainerUnavailable(kind(), rootOf(e).toString());
        }
    }

    @Override
    public TrainedModel train(TrainingSet set, Hyperparameters parameters, long seed, TrainingMonitor monitor) {
        Hyperparameters all = STANDARD.with("rounds", set.usualRounds()).and(parameters);
        int rounds = all.integer("rounds", set.usualRounds());
        EncodedRows held = set.validation();
        try {
            DMatrix rows = matrix(set.rows());
            @Nullable DMatrix validation = null;
            @Nullable Booster booster = null;
            try {
                validation = held == null ? null : matrix(held);
                booster = XGBoost.train(rows, settings(set, all, seed), 0, watched(validation), null, null);
                int round = 0;
                boolean goOn = true;
                while (round < rounds && goOn) {
                    if (monitor.cancelled()) {
                        throw new CancellationException("the training was cancelled");
                    }
                    booster.update(rows, round++);
                    if (validation != null && (round % monitor.interval() == 0 || round == rounds)) {
                        goOn = monitor.after(round, predictions(booster.predict(validation), set.width()));
                    }
                }
                return new TrainedModel(TrainedModel.Format.XGBOOST_UBJ, booster.toByteArray("ubj"), round, all);
            } finally {
                if (booster != null) {
                    booster.dispose();
                }
                if (validation != null) {
                    validation.dispose();
                }
                rows.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalArgumentException("xgboost: " + brief(e), e);
        }
    }

    /// Watched matrices keep their predictions, so that each round only adds the newest trees.
    private static Map<String, DMatrix> watched(@Nullable DMatrix validation) {
        return validation == null ? Map.of() : Map.of("validation", validation);
    }

    private static DMatrix matrix(EncodedRows rows) throws XGBoostError {
        DMatrix matrix = new DMatrix(rows.features(), rows.rows(), rows.columns(), Float.NaN);
        matrix.setLabel(rows.labels());
        float[] weights = rows.weights();
        if (weights != null) {
            matrix.setWeight(weights);
        }
        return matrix;
    }

    private static Map<String, Object> settings(TrainingSet set, Hyperparameters parameters, long seed) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("tree_method", "hist");
        settings.put("verbosity", 0);
        settings.put("max_bin", bins(set.rows()));
        settings.put("nthread", set.threads());
        settings.put("seed", Math.floorMod(seed, (long) Integer.MAX_VALUE));
        switch (set.task()) {
            case BINARY -> settings.put("objective", "binary:logistic");
            case MULTICLASS -> {
                settings.put("objective", "multi:softprob");
                settings.put("num_class", set.classes());
            }
            case REGRESSION -> settings.put("objective", "reg:squarederror");
        }
        for (Map.Entry<String, Setting> setting : parameters.settings().entrySet()) {
            if (!setting.getKey().equals("rounds")) {
                settings.put(setting.getKey(), setting.getValue().text());
            }
        }
        return settings;
    }

    /// Of few rows with very many columns, most of the time goes into bins that hold a row or two: there are fewer.
    private static int bins(EncodedRows rows) {
        return rows.rows() > FEW_ROWS
                ? USUAL_BINS
                : Math.clamp(MOST_BINS / Math.max(1, rows.columns()), 32, USUAL_BINS);
    }

    private static double[] predictions(float[][] rows, int width) {
        double[] flat = new double[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < width; k++) {
                flat[i * width + k] = rows[i][k];
            }
        }
        return flat;
    }

    /// The line of a native error that says what is wrong, without its stack trace.
    private static String brief(XGBoostError e) {
        String message = String.valueOf(e.getMessage());
        return message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("Stack trace"))
                .findFirst()
                .map(line -> line.replaceFirst("^\\[[0-9:]+] \\S+: ", ""))
                .orElse(message);
    }

    private static Throwable rootOf(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
