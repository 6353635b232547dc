package dev.trefoil.training.trainer;

import dev.trefoil.inference.encoder.EncoderSpec;
import dev.trefoil.training.search.Contender;
import dev.trefoil.training.search.Hyperparameters;
import dev.trefoil.training.search.Parameter;
import dev.trefoil.training.search.SearchSpace;
import dev.trefoil.training.search.Setting;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// Gradient boosted trees by LightGBM, in its deterministic mode. Settings are LightGBM's own parameters; `rounds` is
/// the number of boosting rounds.
public final class LightgbmTrainer implements Trainer {
    private static final Hyperparameters STANDARD = Hyperparameters.NONE
            .with("learning_rate", 0.1)
            .with("num_leaves", 31)
            .with("min_data_in_leaf", 20)
            .with("feature_fraction", 0.8)
            .with("bagging_fraction", 0.8)
            .with("bagging_freq", 1)
            .with("lambda_l2", 1);

    private static final Set<String> SETTINGS = Set.of(
            "rounds",
            "learning_rate",
            "num_leaves",
            "max_depth",
            "min_data_in_leaf",
            "min_sum_hessian_in_leaf",
            "bagging_fraction",
            "bagging_freq",
            "pos_bagging_fraction",
            "neg_bagging_fraction",
            "feature_fraction",
            "feature_fraction_bynode",
            "extra_trees",
            "lambda_l1",
            "lambda_l2",
            "linear_lambda",
            "min_gain_to_split",
            "max_delta_step",
            "path_smooth",
            "max_bin",
            "min_data_in_bin",
            "boosting",
            "drop_rate",
            "max_drop",
            "skip_drop",
            "uniform_drop",
            "top_rate",
            "other_rate",
            "linear_tree",
            "is_unbalance",
            "scale_pos_weight",
            "boost_from_average",
            "cat_smooth",
            "monotone_constraints",
            "interaction_constraints");

    @Override
    public String kind() {
        return "lightgbm";
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
                        new Parameter.IntRange("num_leaves", 7, 127, true),
                        new Parameter.FloatRange("learning_rate", 0.02, 0.3, true),
                        new Parameter.IntRange("min_data_in_leaf", 5, 300, true),
                        new Parameter.FloatRange("feature_fraction", 0.3, 1, false),
                        new Parameter.FloatRange("bagging_fraction", 0.5, 1, false),
                        new Parameter.FloatRange("lambda_l2", 0.01, 30, true))),
                List.of(Hyperparameters.NONE
                        .with("num_leaves", 31)
                        .with("learning_rate", 0.1)
                        .with("min_data_in_leaf", 40)
                        .with("feature_fraction", 0.8)
                        .with("bagging_fraction", 0.8)
                        .with("lambda_l2", 1)),
                Integer.MAX_VALUE);
    }

    @Override
    public void requireAvailable() {
        LightgbmLibrary.require(kind());
        try {
            LGBMDataset.createFromMat(new float[] {1, 2}, 2, 1, true, "verbosity=-1", null)
                    .close();
        } catch (LGBMException | LinkageError e) {
            throw new TrainerUnavailable(kind(), String.valueOf(e.getMessage()));
        }
    }

    @Override
    public TrainedModel train(TrainingSet set, Hyperparameters parameters, long seed, TrainingMonitor monitor) {
        LightgbmLibrary.require(kind());
        Hyperparameters all = STANDARD.with("rounds", set.usualRounds()).and(parameters);
        String settings = settings(set, all, seed);
        try (LGBMDataset rows = dataset(set.rows(), settings, null)) {
            EncodedRows held = set.validation();
            if (held == null) {
                return train(rows, null, set, all, settings, monitor);
            }
            try (LGBMDataset validation = dataset(held, settings, rows)) {
                return train(rows, validation, set, all, settings, monitor);
            }
        } catch (LGBMException e) {
            throw new IllegalArgumentException("lightgbm: " + e.getMessage(), e);
        }
    }

    private static TrainedModel train(
            LGBMDataset rows,
            @Nullable LGBMDataset validation,
            TrainingSet set,
            Hyperparameters parameters,
            String settings,
            TrainingMonitor monitor)
            throws LGBMException {
        int rounds = parameters.integer("rounds", set.usualRounds());
        try (LGBMBooster booster = LGBMBooster.create(rows, settings)) {
            if (validation != null) {
                booster.addValidData(validation);
            }
            int round = 0;
            boolean goOn = true;
            while (round < rounds && goOn) {
                if (monitor.cancelled()) {
                    throw new CancellationException("the training was cancelled");
                }
                boolean exhausted = booster.updateOneIter();
                round++;
                goOn = !exhausted;
                if (validation != null && (round % monitor.interval() == 0 || round == rounds || exhausted)) {
                    goOn &= monitor.after(round, predictions(booster.getPredict(1), set));
                }
            }
            String model = booster.saveModelToString(0, 0, LGBMBooster.FeatureImportanceType.GAIN);
            return new TrainedModel(
                    TrainedModel.Format.LIGHTGBM_TEXT,
                    withoutParameters(model).getBytes(StandardCharsets.UTF_8),
                    round,
                    parameters);
        }
    }

    private static LGBMDataset dataset(EncodedRows rows, String settings, @Nullable LGBMDataset reference)
            throws LGBMException {
        LGBMDataset dataset =
                LGBMDataset.createFromMat(rows.features(), rows.rows(), rows.columns(), true, settings, reference);
        dataset.setField("label", rows.labels());
        float[] weights = rows.weights();
        if (weights != null) {
            dataset.setField("weight", weights);
        }
        return dataset;
    }

    /// LightGBM lays predictions of several classes class after class.
    private static double[] predictions(double[] raw, TrainingSet set) {
        int width = set.width();
        if (width == 1) {
            return raw;
        }
        int rows = raw.length / width;
        double[] turned = new double[raw.length];
        for (int i = 0; i < rows; i++) {
            for (int k = 0; k < width; k++) {
                turned[i * width + k] = raw[k * rows + i];
            }
        }
        return turned;
    }

    private static String settings(TrainingSet set, Hyperparameters parameters, long seed) {
        StringBuilder line = new StringBuilder("deterministic=true force_row_wise=true verbosity=-1 metric=none");
        line.append(" num_threads=").append(set.threads());
        line.append(" seed=").append(Math.floorMod(seed, (long) Integer.MAX_VALUE));
        line.append(
                switch (set.task()) {
                    case BINARY -> " objective=binary";
                    case MULTICLASS -> " objective=multiclass num_class=" + set.classes();
                    case REGRESSION -> " objective=regression";
                });
        for (Map.Entry<String, Setting> setting : parameters.settings().entrySet()) {
            if (!setting.getKey().equals("rounds")) {
                line.append(' ')
                        .append(setting.getKey())
                        .append('=')
                        .append(setting.getValue().text());
            }
        }
        return line.toString();
    }

    /// The model without the echo of its parameters, which names the number of threads.
    private static String withoutParameters(String model) {
        int from = model.indexOf("\nparameters:");
        int to = model.indexOf("end of parameters\n");
        return from < 0 || to < from
                ? model
                : model.substring(0, from + 1) + model.substring(to + 18).stripLeading();
    }
}
