package dev.trefoil.core.metric;

import dev.trefoil.core.metric.ClassTable.ClassRate;
import dev.trefoil.core.signature.Task;

/// From the name of a metric to its arithmetic.
final class Metrics {
    private Metrics() {}

    static Prepared prepare(Metric metric, Scored rows, Grouping grouping) {
        return switch (rows.task()) {
            case BINARY -> binary(metric, rows, grouping);
            case MULTICLASS -> classes(metric, rows, grouping);
            case REGRESSION -> numbers(metric, rows, grouping);
        };
    }

    /// Refuses metrics and rows that do not belong together.
    static void check(Metric metric, Scored rows) {
        if (metric.operational()) {
            throw new IllegalArgumentException(metric.id() + " is measured while serving, not from scored rows");
        }
        if (!metric.fits(rows.task())) {
            throw new IllegalArgumentException(
                    metric.id() + " does not fit " + rows.task().word() + " rows");
        }
        switch (metric) {
            case LOG_LOSS, BRIER, CALIBRATION_IN_THE_LARGE, ECE, ECE_MASS -> rows.requireProbabilities(metric);
            default -> {}
        }
    }

    /// Definition and convention, as the first part of a method id.
    static String id(Metric metric, Scored rows) {
        MetricOptions options = rows.options();
        String cut = rows.task() == Task.BINARY && metric.needsDecision()
                ? rows.decidedOtherwise() ? "@rule" : "@" + options.threshold()
                : "";
        return switch (metric) {
            case ECE -> "ece-width-" + options.bins();
            case ECE_MASS -> "ece-mass-" + options.bins();
            case F_BETA -> "f-" + options.beta() + cut;
            case RECALL_AT_PRECISION -> metric.id() + "-" + options.minPrecision();
            case LIFT -> metric.id() + "-" + options.topShare();
            case PINBALL -> metric.id() + "-" + options.quantile();
            case TOP_K_ACCURACY -> metric.id() + "-" + options.topClasses();
            default -> metric.id() + cut;
        };
    }

    /// Why there is no value on these rows.
    static String undefined(Metric metric, Scored rows) {
        return switch (metric) {
            case AUC, AVERAGE_PRECISION, RECALL_AT_PRECISION, LIFT, MACRO_AUC, WEIGHTED_AUC, MACRO_SPECIFICITY ->
                "one-class";
            case RECALL, FALSE_NEGATIVE_RATE -> "no-positives";
            case SPECIFICITY, FALSE_POSITIVE_RATE -> "no-negatives";
            case PRECISION -> "no-alarms";
            case MAPE -> "zero-truth";
            case R2 -> "constant-truth";
            case F1, F_BETA -> "no-positives-and-no-alarms";
            case KAPPA, KAPPA_LINEAR, KAPPA_QUADRATIC -> "one-class";
            default -> rows.rows() == 0 ? "no-rows" : "no-weight";
        };
    }

    private static Prepared binary(Metric metric, Scored rows, Grouping grouping) {
        BinaryMetrics of = new BinaryMetrics(rows, grouping);
        return switch (metric) {
            case AUC -> of.auc();
            case AVERAGE_PRECISION -> of.averagePrecision();
            case RECALL_AT_PRECISION -> of.recallAtPrecision();
            case LIFT -> of.lift();
            case LOG_LOSS -> of.logLoss();
            case BRIER -> of.brier();
            case CALIBRATION_IN_THE_LARGE -> of.calibrationInTheLarge();
            case ECE ->
                of.calibrationError(CalibrationBins.widthEdges(rows.options().bins()));
            case ECE_MASS -> of.calibrationError(of.edgesOfEqualMass());
            case F1 -> of.ofConfusion(cells -> cells.f(1));
            case F_BETA -> {
                double beta = rows.options().beta();
                yield of.ofConfusion(cells -> cells.f(beta));
            }
            case MCC -> of.ofConfusion(Confusion::mcc);
            case KAPPA -> of.ofConfusion(BinaryMetrics::kappa);
            case BALANCED_ACCURACY -> of.ofConfusion(BinaryMetrics::balanced);
            case VALUE_PER_1000, COST_PER_1000 -> of.money(metric);
            default -> of.rate(metric);
        };
    }

    private static Prepared classes(Metric metric, Scored rows, Grouping grouping) {
        ClassMetrics of = new ClassMetrics(rows, grouping);
        return switch (metric) {
            case LOG_LOSS -> of.logLoss();
            case BRIER -> of.brier();
            case TOP_K_ACCURACY -> of.topK(rows.options().topClasses());
            case MACRO_AUC -> of.auc(false);
            case WEIGHTED_AUC -> of.auc(true);
            case BALANCED_ACCURACY -> of.ofTable(ClassTable::balanced);
            case MCC -> of.ofTable(ClassTable::mcc);
            case KAPPA -> of.ofTable(table -> table.kappa(0));
            case KAPPA_LINEAR -> of.ofTable(table -> table.kappa(1));
            case KAPPA_QUADRATIC -> of.ofTable(table -> table.kappa(2));
            case MACRO_F1 -> of.ofTable(table -> table.macro(ClassRate.F1));
            case WEIGHTED_F1 -> of.ofTable(table -> table.weighted(ClassRate.F1));
            case MICRO_F1 -> of.ofTable(ClassTable::micro);
            case MACRO_PRECISION -> of.ofTable(table -> table.macro(ClassRate.PRECISION));
            case MACRO_RECALL -> of.ofTable(table -> table.macro(ClassRate.RECALL));
            case MACRO_SPECIFICITY -> of.ofTable(table -> table.macro(ClassRate.SPECIFICITY));
            default -> of.accuracy();
        };
    }

    private static Prepared numbers(Metric metric, Scored rows, Grouping grouping) {
        NumberMetrics of = new NumberMetrics(rows, grouping);
        return switch (metric) {
            case RMSE -> of.mean((y, f) -> (y - f) * (y - f), Math::sqrt);
            case MSE -> of.mean((y, f) -> (y - f) * (y - f), value -> value);
            case MAPE -> of.mape();
            case MEAN_ERROR -> of.mean((y, f) -> f - y, value -> value);
            case R2 -> of.r2();
            case PINBALL -> of.pinball();
            case POISSON_DEVIANCE -> of.poisson();
            case GAMMA_DEVIANCE -> of.gamma();
            default -> of.mean((y, f) -> Math.abs(y - f), value -> value);
        };
    }
}
