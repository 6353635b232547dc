package dev.trefoil.core.metric;

import dev.trefoil.core.signature.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Everything a model can be measured by, under the name used in a charter, a gate, a monitor and a command.
public enum Metric {
    AUC(
            "auc",
            Fit.BINARY,
            Direction.HIGHER,
            false,
            "Chance that a positive row scores above a negative one; ties count half"),
    AVERAGE_PRECISION(
            "average_precision", Fit.BINARY, Direction.HIGHER, false, "Precision averaged over the steps of recall"),
    LOG_LOSS("log_loss", Fit.CLASSES, Direction.LOWER, false, "Mean negative log probability of what happened"),
    BRIER("brier", Fit.CLASSES, Direction.LOWER, false, "Mean squared distance between probability and what happened"),
    CALIBRATION_IN_THE_LARGE(
            "calibration_in_the_large",
            Fit.BINARY,
            Direction.ZERO,
            false,
            "Mean probability minus the rate that happened"),
    ECE("ece", Fit.BINARY, Direction.LOWER, false, "Distance of probability and rate over bins of equal width"),
    ECE_MASS(
            "ece_mass",
            Fit.BINARY,
            Direction.LOWER,
            false,
            "Distance of probability and rate over bins with equally many rows"),
    ACCURACY("accuracy", Fit.CLASSES, Direction.HIGHER, true, "Share of right decisions"),
    BALANCED_ACCURACY("balanced_accuracy", Fit.CLASSES, Direction.HIGHER, true, "Recall averaged over the classes"),
    PRECISION("precision", Fit.BINARY, Direction.HIGHER, true, "Share of alarms that were right"),
    RECALL("recall", Fit.BINARY, Direction.HIGHER, true, "Share of positives that were found"),
    SPECIFICITY("specificity", Fit.BINARY, Direction.HIGHER, true, "Share of negatives left in peace"),
    FALSE_POSITIVE_RATE("false_positive_rate", Fit.BINARY, Direction.LOWER, true, "Share of negatives with an alarm"),
    FALSE_NEGATIVE_RATE(
            "false_negative_rate", Fit.BINARY, Direction.LOWER, true, "Share of positives that were missed"),
    SELECTION_RATE("selection_rate", Fit.BINARY, Direction.LOWER, true, "Share of rows with an alarm"),
    F1("f1", Fit.BINARY, Direction.HIGHER, true, "Harmonic mean of precision and recall"),
    F_BETA(
            "f_beta",
            Fit.BINARY,
            Direction.HIGHER,
            true,
            "Mean of precision and recall with recall weighted beta times"),
    MCC("mcc", Fit.CLASSES, Direction.HIGHER, true, "Correlation of decision and truth"),
    KAPPA("kappa", Fit.CLASSES, Direction.HIGHER, true, "Agreement of decision and truth beyond chance"),
    KAPPA_LINEAR(
            "kappa_linear", Fit.MULTICLASS, Direction.HIGHER, true, "Kappa with errors weighted by distance of class"),
    KAPPA_QUADRATIC(
            "kappa_quadratic",
            Fit.MULTICLASS,
            Direction.HIGHER,
            true,
            "Kappa with errors weighted by squared distance"),
    VALUE_PER_1000(
            "value_per_1000",
            Fit.BINARY,
            Direction.HIGHER,
            true,
            "Money saved per 1,000 decisions against never acting"),
    COST_PER_1000(
            "cost_per_1000", Fit.BINARY, Direction.LOWER, true, "Money lost to wrong decisions per 1,000 decisions"),
    RECALL_AT_PRECISION(
            "recall_at_precision",
            Fit.BINARY,
            Direction.HIGHER,
            false,
            "Best recall of a threshold that keeps the precision"),
    LIFT("lift", Fit.BINARY, Direction.HIGHER, false, "Rate among the highest scores over the rate of all"),
    TOP_K_ACCURACY(
            "top_k_accuracy",
            Fit.MULTICLASS,
            Direction.HIGHER,
            false,
            "Share of rows whose class is among the k most probable"),
    MACRO_F1("macro_f1", Fit.MULTICLASS, Direction.HIGHER, true, "F1 averaged over classes"),
    MICRO_F1("micro_f1", Fit.MULTICLASS, Direction.HIGHER, true, "F1 over all decisions together"),
    WEIGHTED_F1("weighted_f1", Fit.MULTICLASS, Direction.HIGHER, true, "F1 averaged over classes by their rows"),
    MACRO_PRECISION("macro_precision", Fit.MULTICLASS, Direction.HIGHER, true, "Precision averaged over classes"),
    MACRO_RECALL("macro_recall", Fit.MULTICLASS, Direction.HIGHER, true, "Recall averaged over classes"),
    MACRO_SPECIFICITY("macro_specificity", Fit.MULTICLASS, Direction.HIGHER, true, "Specificity averaged over classes"),
    MACRO_AUC("macro_auc", Fit.MULTICLASS, Direction.HIGHER, false, "AUC of each class against the rest, averaged"),
    WEIGHTED_AUC(
            "weighted_auc",
            Fit.MULTICLASS,
            Direction.HIGHER,
            false,
            "AUC of each class against the rest, averaged by rows"),
    RMSE("rmse", Fit.REGRESSION, Direction.LOWER, false, "Root of the mean squared error"),
    MSE("mse", Fit.REGRESSION, Direction.LOWER, false, "Mean squared error"),
    MAE("mae", Fit.REGRESSION, Direction.LOWER, false, "Mean absolute error"),
    MAPE(
            "mape",
            Fit.REGRESSION,
            Direction.LOWER,
            false,
            "Mean absolute error relative to the truth; undefined where a truth is 0"),
    MEAN_ERROR("mean_error", Fit.REGRESSION, Direction.ZERO, false, "Mean prediction minus mean truth"),
    R2("r2", Fit.REGRESSION, Direction.HIGHER, false, "Share of the variance of the truth that is explained"),
    PINBALL("pinball", Fit.REGRESSION, Direction.LOWER, false, "Loss of a predicted quantile"),
    POISSON_DEVIANCE("poisson_deviance", Fit.REGRESSION, Direction.LOWER, false, "Mean deviance of counts"),
    GAMMA_DEVIANCE("gamma_deviance", Fit.REGRESSION, Direction.LOWER, false, "Mean deviance of positive amounts"),
    LATENCY_P50("latency_p50", Fit.OPERATION, Direction.LOWER, false, "Median time to an answer"),
    LATENCY_P95("latency_p95", Fit.OPERATION, Direction.LOWER, false, "Time within which 95 % of answers come"),
    LATENCY_P99("latency_p99", Fit.OPERATION, Direction.LOWER, false, "Time within which 99 % of answers come"),
    ERROR_RATE("error_rate", Fit.OPERATION, Direction.LOWER, false, "Share of requests that failed"),
    MEMORY("memory", Fit.OPERATION, Direction.LOWER, false, "Bytes that the loaded model keeps in memory"),
    MODEL_SIZE("model_size", Fit.OPERATION, Direction.LOWER, false, "Bytes of the model package");

    private enum Fit {
        BINARY,
        CLASSES,
        MULTICLASS,
        REGRESSION,
        OPERATION
    }

    private final String id;
    private final Fit fit;
    private final Direction direction;
    private final boolean decides;
    private final String description;

    Metric(String id, Fit fit, Direction direction, boolean decides, String description) {
        this.id = id;
        this.fit = fit;
        this.direction = direction;
        this.decides = decides;
        this.description = description;
    }

    /// The name in charters, files and commands.
    public String id() {
        return id;
    }

    public Direction direction() {
        return direction;
    }

    /// One sentence for people.
    public String description() {
        return description;
    }

    /// True when the metric is about decisions, so that binary rows need a threshold or decisions of a rule.
    public boolean needsDecision() {
        return decides;
    }

    /// True when the metric is measured while serving and not computed from scored rows.
    public boolean operational() {
        return fit == Fit.OPERATION;
    }

    /// True when rows of this task can be measured so.
    public boolean fits(Task task) {
        return switch (fit) {
            case BINARY -> task == Task.BINARY;
            case CLASSES -> task != Task.REGRESSION;
            case MULTICLASS -> task == Task.MULTICLASS;
            case REGRESSION -> task == Task.REGRESSION;
            case OPERATION -> false;
        };
    }

    /// The metrics that fit a task, in the order of this list.
    public static List<Metric> forTask(Task task) {
        List<Metric> fitting = new ArrayList<>();
        for (Metric metric : values()) {
            if (metric.fits(task)) {
                fitting.add(metric);
            }
        }
        return List.copyOf(fitting);
    }

    /// The metric of this name; an [IllegalArgumentException] that names the nearest ones when there is none.
    public static Metric byName(String name) {
        String wanted = name.toLowerCase(Locale.ROOT).replace('-', '_').trim();
        for (Metric metric : values()) {
            if (metric.id.equals(wanted)) {
                return metric;
            }
        }
        List<Metric> near = new ArrayList<>(List.of(values()));
        near.sort(Comparator.comparingInt(metric -> distance(wanted, metric.id)));
        throw new IllegalArgumentException("there is no metric '" + name + "'; did you mean " + near.get(0).id + ", "
                + near.get(1).id + " or " + near.get(2).id + "?");
    }

    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int swap = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(swap, Math.min(previous[j], row[j - 1]) + 1);
            }
            previous = row;
        }
        return a.contains(b) || b.contains(a) ? previous[b.length()] / 2 : previous[b.length()];
    }
}
