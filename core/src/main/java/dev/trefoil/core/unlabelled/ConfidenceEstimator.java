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
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// What a metric of two classes will be on rows whose truth is not known yet: a row of calibrated probability p
/// counts as p positive and 1 − p negative rows. CBPE calibrates on the reference as it is; PAPE on the
/// reference weighted so that it looks like the current rows. Both are blind where the same row now has another
/// chance to be positive (concept drift): the estimate stays where it was.
///
/// The interval says where the metric will lie once truth is known, if calibration holds: from the reference
/// drawn again, and from current rows drawn again with a truth each by its probability.
public final class ConfidenceEstimator {
    private static final int DRAWS = 100;
    private static final int SPLITS = 10;
    /// Above this AUC scores are left as they are: nearly every row would be calibrated to 0 or 1.
    private static final double SEPARATED = 0.999;

    private final String method;
    private final double[] score;
    private final double[] truth;
    private final double[] weights;
    private final int @Nullable [] clusters;
    private final @Nullable Isotonic curve;
    private final long seed;

    private ConfidenceEstimator(
            String method, Reference reference, double[] weights, @Nullable Isotonic curve, long seed) {
        this.method = method;
        this.score = reference.score();
        this.truth = reference.truth();
        this.clusters = reference.clusters();
        this.weights = weights;
        this.curve = curve;
        this.seed = seed;
    }

    /// Confidence-based performance estimation. Scores are calibrated where that makes them better in ten
    /// held-out tenths of the reference.
    public static ConfidenceEstimator cbpe(Reference reference, long seed) {
        return cbpe(reference, calibrationHelps(reference.score(), reference.truth(), seed), seed);
    }

    /// The same, with the decision whether to calibrate given.
    public static ConfidenceEstimator cbpe(Reference reference, boolean calibrate, long seed) {
        double[] once = new double[reference.score().length];
        Arrays.fill(once, 1);
        Isotonic curve = calibrate ? Isotonic.fit(reference.score(), reference.truth()) : null;
        return new ConfidenceEstimator("cbpe/" + (calibrate ? "isotonic" : "as-is"), reference, once, curve, seed);
    }

    /// Probabilistic adaptive performance estimation (Bialek and others, 2024).
    ///
    /// @param weights how much more often each row of the reference is among the current ones, such as
    public static ConfidenceEstimator pape(Reference reference, double[] weights, long seed) {
        Isotonic curve = Isotonic.fit(reference.score(), reference.truth(), weights);
        return new ConfidenceEstimator("pape/extra-trees-isotonic", reference, weights, curve, seed);
    }

    /// Independent rows with as much weight as the weighted ones: what the reference is worth for these current
    /// rows.
    public double effectiveRows() {
        double sum = Arrays.stream(weights).sum();
        double squares = Arrays.stream(weights).map(w -> w * w).sum();
        return sum * sum / squares;
    }

    /// The probability that is believed for a score.
    public double calibrated(double value) {
        return curve == null ? value : curve.apply(value);
    }

    /// An estimate for each metric.
    ///
    /// @param current probabilities of the rows to estimate for
    /// @param ids what these rows come in; null where they are independent
    public List<Estimate> estimates(
            List<Metric> metrics, double[] current, int @Nullable [] ids, MetricOptions options, double confidence) {
        for (Metric metric : metrics) {
            if (!metric.fits(Task.BINARY)) {
                throw new IllegalArgumentException(metric.id() + " cannot be estimated for two classes");
            }
        }
        for (int i = 0; i < current.length; i++) {
            if (!(current[i] >= 0 && current[i] <= 1)) {
                throw new IllegalArgumentException(
                        "an estimate without truth needs probabilities in [0, 1], row " + i + " has " + current[i]);
            }
        }
        if (current.length == 0) {
            return metrics.stream()
                    .map(metric -> Estimate.none(metric.id() + "/" + method + "/no-rows"))
                    .toList();
        }
        double[] believed = Arrays.stream(current).map(this::calibrated).toArray();
        Scored expected = expected(current, believed, options);
        SplittableRandom random = new SplittableRandom(seed);
        Units units = Units.of(current.length, ids, random);
        Units of = Units.of(score.length, clusters, random);
        double[][] byTruth = spread(metrics, draw -> realised(units.draw(random), current, believed, options, random));
        int[] shown = units.draw(random);
        double[] few = Arrays.stream(shown).mapToDouble(i -> current[i]).toArray();
        double[][] byCurve = curve == null
                ? new double[metrics.size()][]
                : spread(metrics, draw -> expected(few, refitted(of.draw(random), few), options));
        List<Estimate> estimates = new ArrayList<>();
        for (int m = 0; m < metrics.size(); m++) {
            double variance =
                    variance(byTruth[m]) * units.shrinks() + (curve == null ? 0 : variance(byCurve[m]) * of.shrinks());
            double value = MetricEstimator.value(metrics.get(m), expected);
            long fewest = curve == null ? units.count() : Math.min(units.count(), of.count());
            Estimate raw = new Estimate(
                    value,
                    Double.NaN,
                    Double.NaN,
                    current.length,
                    units.count(),
                    metrics.get(m).id() + "/" + method,
                    confidence);
            estimates.add(estimate(metrics.get(m), raw, Math.sqrt(variance), fewest));
        }
        return estimates;
    }

    /// @param raw the value without an interval
    /// @param fewest independent units behind it, of the current rows or of the reference, the fewer
    private static Estimate estimate(Metric metric, Estimate raw, double error, long fewest) {
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
            case MCC, KAPPA, CALIBRATION_IN_THE_LARGE -> -1;
            case VALUE_PER_1000 -> Double.NEGATIVE_INFINITY;
            default -> 0;
        };
    }

    private static double most(Metric metric) {
        return switch (metric) {
            case LOG_LOSS, COST_PER_1000, VALUE_PER_1000, LIFT -> Double.POSITIVE_INFINITY;
            default -> 1;
        };
    }

    /// Each row twice: as a positive that counts p and as a negative that counts 1 − p.
    private static Scored expected(double[] score, double[] believed, MetricOptions options) {
        int n = score.length;
        double[] twice = new double[2 * n];
        double[] truths = new double[2 * n];
        double[] counts = new double[2 * n];
        for (int i = 0; i < n; i++) {
            twice[2 * i] = score[i];
            twice[2 * i + 1] = score[i];
            truths[2 * i] = 1;
            counts[2 * i] = believed[i];
            counts[2 * i + 1] = 1 - believed[i];
        }
        return Scored.binary(twice, truths).withWeights(counts).withOptions(options);
    }

    private static Scored realised(
            int[] rows, double[] score, double[] believed, MetricOptions options, SplittableRandom random) {
        double[] drawn = new double[rows.length];
        double[] truths = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            drawn[i] = score[rows[i]];
            truths[i] = random.nextDouble() < believed[rows[i]] ? 1 : 0;
        }
        return Scored.binary(drawn, truths).withOptions(options);
    }

    /// What the probabilities of some scores would be after another draw of the reference.
    private double[] refitted(int[] rows, double[] scores) {
        double[] s = Arrays.stream(rows).mapToDouble(i -> score[i]).toArray();
        double[] y = Arrays.stream(rows).mapToDouble(i -> truth[i]).toArray();
        double[] w = Arrays.stream(rows).mapToDouble(i -> weights[i]).toArray();
        double positives = Arrays.stream(y).sum();
        if (positives == 0 || positives == y.length) {
            double[] same = new double[scores.length];
            Arrays.fill(same, positives == 0 ? 0 : 1);
            return same;
        }
        Isotonic again = Isotonic.fit(s, y, w);
        return Arrays.stream(scores).map(again::apply).toArray();
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
