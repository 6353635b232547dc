package dev.trefoil.platform.project;

import dev.trefoil.core.text.Spelling;
import java.util.List;
import java.util.Set;

/// The hyper-parameters that the built-in trainers know. The boosters take names they do not know without a word, so a
/// slip of the finger would search a parameter that does nothing.
final class TrainerParameters {
    private static final Set<String> XGBOOST = Set.of(
            ("rounds booster eta learning_rate gamma min_split_loss max_depth min_child_weight max_delta_step subsample"
                            + " sampling_method colsample_bytree colsample_bylevel colsample_bynode lambda reg_lambda alpha"
                            + " reg_alpha tree_method scale_pos_weight grow_policy max_leaves max_bin num_parallel_tree"
                            + " monotone_constraints interaction_constraints sample_type normalize_type rate_drop one_drop"
                            + " skip_drop max_cat_to_onehot max_cat_threshold base_score updater feature_selector top_k"
                            + " refresh_leaf process_type")
                    .split(" "));
    private static final Set<String> LIGHTGBM = Set.of(
            ("rounds boosting learning_rate num_leaves max_depth min_data_in_leaf min_sum_hessian_in_leaf bagging_fraction"
                            + " pos_bagging_fraction neg_bagging_fraction bagging_freq feature_fraction"
                            + " feature_fraction_bynode extra_trees max_delta_step lambda_l1 lambda_l2 linear_lambda"
                            + " min_gain_to_split drop_rate max_drop skip_drop xgboost_dart_mode uniform_drop top_rate"
                            + " other_rate min_data_per_group max_cat_threshold cat_l2 cat_smooth max_cat_to_onehot top_k"
                            + " monotone_constraints monotone_penalty path_smooth interaction_constraints linear_tree max_bin"
                            + " min_data_in_bin bin_construct_sample_cnt data_sample_strategy is_unbalance scale_pos_weight"
                            + " alpha tweedie_variance_power poisson_max_delta_step")
                    .split(" "));
    private static final Set<String> LOGISTIC = Set.of("l2");

    /// What follows from the label, the seed and the machine.
    private static final Set<String> TAKEN = Set.of(
            "objective",
            "application",
            "num_class",
            "seed",
            "random_state",
            "nthread",
            "n_jobs",
            "num_threads",
            "verbosity",
            "verbose",
            "device",
            "eval_metric",
            "metric");

    private TrainerParameters() {}

    static void check(Candidate.Trainer trainer, String name, YamlValue value) {
        Set<String> known = switch (trainer) {
            case LOGISTIC -> LOGISTIC;
            case XGBOOST -> XGBOOST;
            case LIGHTGBM -> LIGHTGBM;
        };
        if (known.contains(name)) {
            return;
        }
        String word = Words.of(trainer);
        if (TAKEN.contains(name)) {
            value.error(
                    "'" + name + "' of " + word + " is not for you to choose",
                    "it follows from the label, the seed and the machine: take it out");
            return;
        }
        List<String> sorted = known.stream().sorted().toList();
        String hint = Spelling.nearest(name, sorted)
                .map(meant -> "did you mean '" + meant + "'?")
                .orElse("");
        if (!hint.isEmpty() || trainer == Candidate.Trainer.LOGISTIC) {
            value.error(word + " has no hyper-parameter '" + name + "'", hint.isEmpty() ? "there is l2" : hint);
        } else {
            value.warning("Trefoil knows no hyper-parameter '" + name + "' of " + word, "it is passed on as it is");
        }
    }
}
