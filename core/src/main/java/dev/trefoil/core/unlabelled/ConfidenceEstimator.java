package dev.trefoil.core.unlabelled;

import dev.trefoil.core.calibration.Isotonic;
import dev.trefoil.core.distribution.Normal;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.metric.MetricEstimator;
import dev.trefoil.core.metric.MetricOptions;
import dev.trefoil.core.metric.Scored;
import dev.trefoil.core.signature.Task;
import dev.trefoil.core.verdict.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What a metric of classes will be on rows whose truth is not known yet: a row of calibrated probability p counts
/// as p positive and 1 − p negative rows; of several classes, each calibrated against the rest and the
/// probabilities of a row scaled to sum to 1, as a share of a row of each class. CBPE calibrates on the reference as it
/// is; PAPE on the
/// reference weighted so that it looks like the current rows. Both are blind where the same row now has another
/// chance to be of a class (concept drift): the estimate stays where it was.
///
/// The interval says where the metric will lie once truth is known, if calibration holds: from the reference
/// drawn again, and from current rows drawn again with a truth each by its probability.
public final class ConfidenceEstimator {
    private static final int DRAWS = 100;
    private static final int SPLITS = 10;
    /// Above this AUC scores are left as they are: nearly every row would be calibrated to 0 or 1.
    private static final double SEPARATED = 0.999;

    private final String method;
    private final Reference reference;
    private final double[] weights;
    private final ClassCurves curves;
    private final long seed;

    private ConfidenceEstimator(String method, Reference reference, double[] weights, ClassCurves curves, long seed) {
        this.method = method;
        this.reference = reference;
        this.weights = weights;
        this.curves = curves;
        this.seed = seed;
    }

    /// Confidence-based performance estimation. Scores are calibrated where that makes them better in ten
    /// held-out tenths of the reference.
    public static ConfidenceEstimator cbpe(Reference reference, long seed) {
        int[] all = IntStream.range(0, reference.rows()).toArray();
        List<Boolean> helps = IntStream.range(0, reference.width())
                .mapToObj(k -> calibrationHelps(reference.score(k, all), reference.truth(k, all), seed))
                .toList();
        return cbpe(reference, helps, seed);
    }

    /// The same, with the decision whether to calibrate given: one for two classes, else one for each class.
    public static ConfidenceEstimator cbpe(Reference reference, List<Boolean> calibrate, long seed) {
        double[] once = new double[reference.rows()];
        Arrays.fill(once, 1);
        ClassCurves curves = ClassCurves.fit(reference, once, calibrate);
        long calibrated = calibrate.stream().filter(yes -> yes).count();
        String how = calibrated == 0
                ? "as-is"
                : calibrated == calibrate.size() ? "isotonic" : "isotonic-" + calibrated + "-of-" + calibrate.size();
        return new ConfidenceEstimator("cbpe/" + how, reference, once, curves, seed);
    }

    /// Probabilistic adaptive performance estimation (Bialek and others, 2024).
    ///
    /// @param weights how much more often each row of the reference is among the current ones, such as
    public static ConfidenceEstimator pape(Reference reference, double[] weights, long seed) {
        List<Boolean> all = Collections.nCopies(reference.width(), true);
        ClassCurves curves = ClassCurves.fit(reference, weights, all);
        return new ConfidenceEstimator("pape/extra-trees-isotonic", reference, weights, curves, seed);
    }

    /// Independent rows with as much weight as the weighted ones: what the reference is worth for these current
    /// rows.
    public double effectiveRows() {
        double sum = Arrays.stream(weights).sum();
        double squares = Arrays.stream(weights).map(w -> w * w).sum();
        return sum * sum / squares;
    }

    /// An estimate for each metric.
    ///
    /// @param current probabilities of the rows to estimate for: one a row for two classes, else rows × classes
    /// @param ids what these rows come in; null where they are independent
    public List<Estimate> estimates(
            List<Metric> metrics, double[] current, int @Nullable [] ids, MetricOptions options, double confidence) {
        int width = reference.width();
        for (Metric metric : metrics) {
            if (!metric.fits(width == 1 ? Task.BINARY : Task.MULTICLASS)) {
                throw new IllegalArgumentException(
                        metric.id() + " cannot be estimated for " + (width == 1 ? "two" : "several") + " classes");
            }
        }
        for (int i = 0; i < current.length; i++) {
            if (!(current[i] >= 0 && current[i] <= 1)) {
                throw new IllegalArgumentException("an estimate without truth needs probabilities in [0, 1], row "
                        + i / width + " has " + current[i]);
            }
        }
        if (current.length == 0) {
            return metrics.stream()
                    .map(metric -> Estimate.none(metric.id() + "/" + method + "/no-rows"))
                    .toList();
        }
        double[] believed = curves.apply(current);
        SplittableRandom random = new SplittableRandom(seed);
        Units units = Units.of(current.length / width, ids, random);
        Units of = Units.of(reference.rows(), reference.clusters(), random);
        double[][] byTruth = spread(metrics, draw -> {
            int[] rows = units.draw(random);
            return LikelyRows.drawn(pick(current, rows), pick(believed, rows), width, random)
                    .withOptions(options);
        });
        double[] few = pick(current, units.draw(random));
        double[][] byCurve = curves.none()
                ? new double[metrics.size()][]
                : spread(
                        metrics,
                        draw -> LikelyRows.expected(
                                        few,
                                        curves.again(reference, weights, of.draw(random))
                                                .apply(few),
                                        width)
                                .withOptions(options));
        Scored expected = LikelyRows.expected(current, believed, width).withOptions(options);
        List<Estimate> estimates = new ArrayList<>();
        for (int m = 0; m < metrics.size(); m++) {
            double variance =
                    variance(byTruth[m]) * units.shrinks() + (curves.none() ? 0 : variance(byCurve[m]) * of.shrinks());
            double value = MetricEstimator.value(metrics.get(m), expected);
            long fewest = curves.none() ? units.count() : Math.min(units.count(), of.count());
            Estimate raw = new Estimate(
                    value,
                    Double.NaN,
                    Double.NaN,
                    current.length / width,
                    units.count(),
                    metrics.get(m).id() + "/" + method,
                    confidence);
            estimates.add(estimate(metrics.get(m), raw, Math.sqrt(variance), fewest));
        }
        return estimates;
    }

    /// @param raw the value without an interval
    /// @param fewest independent units behind it, of the current rows or of the reference, the fewer
    private Estimate estimate(Metric metric, Estimate raw, double error, long fewest) {
        double value = raw.value();
        double low = Double.NaN;
        double high = Double.NaN;
        String why = "/resampled";
        if (Double.isNaN(value)) {
            why = "/undefined";
        } else if (fewest < MetricEstimator.FEWEST) {
            why = "/no-interval:fewer-than-5-units";
        } else if (!(error > 0)) {
            why = "/no-interval:" + (error == 0 ? "no-variation" : "undefined-resamples");
        } else {
            double half = Normal.quantile(0.5 + raw.confidence() / 2) * error;
            low = Math.min(value, Math.max(least(metric), value - half));
            high = Math.max(value, Math.min(most(metric), value + half));
        }
        return new Estimate(value, low, high, raw.n(), raw.clusters(), raw.method() + why, raw.confidence());
    }

    private static double least(Metric metric) {
        return switch (metric) {
            case MCC, KAPPA, KAPPA_LINEAR, KAPPA_QUADRATIC, CALIBRATION_IN_THE_LARGE -> -1;
            case VALUE_PER_1000 -> Double.NEGATIVE_INFINITY;
            default -> 0;
        };
    }

    private double most(Metric metric) {
        return switch (metric) {
            case LOG_LOSS, COST_PER_1000, VALUE_PER_1000, LIFT -> Double.POSITIVE_INFINITY;
            case BRIER -> reference.width() == 1 ? 1 : 2;
            default -> 1;
        };
    }

    private double[] pick(double[] values, int[] rows) {
        int width = reference.width();
        double[] picked = new double[rows.length * width];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * width, picked, i * width, width);
        }
        return picked;
    }

    private static double[][] spread(List<Metric> metrics, IntFunction<Scored> draws) {
        double[][] values = new double[metrics.size()][DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            Scored rows = draws.apply(draw);
            for (int m = 0; m < values.length; m++) {
                values[m][draw] = MetricEstimator.value(metrics.get(m), rows);
            }
        }
        return values;
    }

    /// NaN where more than a tenth of the draws are undefined.
    private static double variance(double[] draws) {
        double[] known = Arrays.stream(draws).filter(v -> !Double.isNaN(v)).toArray();
        if (known.length < 0.9 * draws.length) {
            return Double.NaN;
        }
        double mean = Arrays.stream(known).average().orElse(0);
        return Arrays.stream(known).map(v -> (v - mean) * (v - mean)).sum() / (known.length - 1);
    }

    /// Whether isotonic calibration lowers the calibration error (ten bins of equal mass) over ten held-out
    /// tenths.
    static boolean calibrationHelps(double[] score, double[] truth, long seed) {
        Scored rows = Scored.binary(score, truth);
        double auc = MetricEstimator.value(Metric.AUC, rows);
        if (Double.isNaN(auc) || auc > SEPARATED || score.length < 2 * SPLITS) {
            return false;
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<double[]> held = new ArrayList<>();
        for (int split = 0; split < SPLITS; split++) {
            double[] counts = new double[score.length];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = random.nextInt(SPLITS) == 0 ? 0 : 1;
            }
            Isotonic curve = Isotonic.fit(score, truth, counts);
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] == 0) {
                    held.add(new double[] {score[i], Math.clamp(curve.apply(score[i]), 0, 1), truth[i]});
                }
            }
        }
        double[] y = held.stream().mapToDouble(one -> one[2]).toArray();
        double before = error(held.stream().mapToDouble(one -> one[0]).toArray(), y);
        double after = error(held.stream().mapToDouble(one -> one[1]).toArray(), y);
        return before > after;
    }

    private static double error(double[] p, double[] y) {
        return MetricEstimator.value(Metric.ECE_MASS, Scored.binary(p, y));
    }
}
