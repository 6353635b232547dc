package dev.trefoil.core.metric;

import dev.trefoil.core.interval.BootstrapEnds;
import dev.trefoil.core.interval.Interval;
import dev.trefoil.core.interval.IntervalKind;
import dev.trefoil.core.interval.RateInterval;
import dev.trefoil.core.signature.Task;
import dev.trefoil.core.verdict.Estimate;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/// The one door to the value of a metric and its interval; every gate, window and command goes through it.
///
/// The interval is the bootstrap percentile interval over clusters where rows have them and over rows otherwise,
/// widened for few units as Hesterberg (2014) does; plain rates of independent rows get Wilson's. Fewer than
/// [#FEWEST] units, resamples that do not vary, or a tenth of them undefined give no interval, so that no verdict
/// rests on them.
///
/// @param resamples how many bootstrap draws, at least 100
/// @param seed same rows and seed, same interval
/// @param confidence two-sided coverage, such as 0.95
/// @param kind how the ends are read from the draws
public record MetricEstimator(int resamples, long seed, double confidence, IntervalKind kind) {
    /// The least number of independent units from which an interval is drawn.
    public static final int FEWEST = 5;

    public MetricEstimator {
        if (resamples < 100) {
            throw new IllegalArgumentException("an interval needs at least 100 resamples, not " + resamples);
        }
        if (!(confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException("confidence lies in (0, 1), not " + confidence);
        }
    }

    /// 1,000 resamples, 95 %, percentiles.
    public MetricEstimator(long seed) {
        this(1_000, seed, 0.95);
    }

    /// Percentiles.
    public MetricEstimator(int resamples, long seed, double confidence) {
        this(resamples, seed, confidence, IntervalKind.PERCENTILE);
    }

    /// The value alone; NaN where it is undefined.
    public static double value(Metric metric, Scored scored) {
        Metrics.check(metric, scored);
        Scored rows = scored.onlyLabelled();
        Scored whole = rows.clusters() == null ? rows.withClusters(new int[rows.rows()]) : rows;
        Grouping grouping = Grouping.of(whole, 0);
        return rows.rows() == 0
                ? Double.NaN
                : Metrics.prepare(metric, whole, grouping).value(ones(grouping.groups()));
    }

    /// Value and interval on the rows whose truth is known. Rows that do not fit the metric are an
    /// [IllegalArgumentException]; a metric undefined on these rows is an estimate without a value, whose
    /// method says why.
    public Estimate estimate(Metric metric, Scored scored) {
        Metrics.check(metric, scored);
        Scored rows = scored.onlyLabelled();
        String id = Metrics.id(metric, rows);
        if (rows.rows() == 0) {
            return Estimate.none(id + "/no-rows");
        }
        Grouping grouping = Grouping.of(rows, seed);
        Prepared prepared = Metrics.prepare(metric, rows, grouping);
        double value = prepared.value(ones(grouping.groups()));
        if (Double.isNaN(value)) {
            return without(Double.NaN, rows, grouping, id + "/undefined:" + Metrics.undefined(metric, rows));
        }
        if (grouping.units() < FEWEST) {
            return without(value, rows, grouping, id + "/no-interval:fewer-than-5-" + grouping.unit() + "s");
        }
        if (simpleRate(metric, rows) && prepared instanceof GroupSums sums) {
            double[] total = sums.total(ones(grouping.groups()));
            Interval wilson = RateInterval.wilson(total[0], total[1], confidence);
            return with(value, wilson, rows, grouping, id + "/wilson");
        }
        double[] draws = draw(prepared, grouping);
        if (draws.length > 0 && draws[0] == draws[draws.length - 1] && (value == 0 || value == 1)) {
            long trials = certainTrials(metric, rows, grouping, prepared);
            if (trials >= FEWEST) {
                Interval exact = RateInterval.clopperPearson(value * trials, (double) trials, confidence);
                return with(value, exact, rows, grouping, id + "/clopper-pearson");
            }
        }
        String method = id + "/" + grouping.unit() + "-bootstrap-" + kind.id();
        double[] moved = Arrays.stream(unbiased(metric, value, draws))
                .map(v -> floor(metric, v))
                .toArray();
        return interval(value, moved, leftOut(prepared::value, grouping), rows, grouping, method(metric, method));
    }

    /// The value of `a` minus the value of `b` on the same rows, resampled together.
    public Estimate paired(Metric metric, Scored a, Scored b) {
        Metrics.check(metric, a);
        Metrics.check(metric, b);
        if (!a.sameTruth(b)) {
            throw new IllegalArgumentException(
                    "a paired difference needs the same rows with the same truth on both sides");
        }
        Scored first = a.onlyLabelled();
        Scored second = b.onlyLabelled();
        String left = Metrics.id(metric, first);
        String right = Metrics.id(metric, second);
        String id = left.equals(right) ? left + "-difference" : left + "-minus-" + right;
        if (first.rows() == 0) {
            return Estimate.none(id + "/no-rows");
        }
        Grouping grouping = Grouping.of(first, seed);
        Prepared one = Metrics.prepare(metric, first, grouping);
        Prepared two = Metrics.prepare(metric, second, grouping);
        double value = one.value(ones(grouping.groups())) - two.value(ones(grouping.groups()));
        if (Double.isNaN(value)) {
            return without(Double.NaN, first, grouping, id + "/undefined:" + Metrics.undefined(metric, first));
        }
        if (grouping.units() < FEWEST) {
            return without(value, first, grouping, id + "/no-interval:fewer-than-5-" + grouping.unit() + "s");
        }
        if (first.samePredictions(second)) {
            return with(0, new Interval(0, 0), first, grouping, id + "/identical");
        }
        double[] draws = draw(one, two, grouping);
        String method = id + "/paired-" + grouping.unit() + "-bootstrap-" + kind.id();
        double[] leftOut = leftOut(times -> one.value(times) - two.value(times), grouping);
        return interval(value, unbiased(metric, value, draws), leftOut, first, grouping, method(metric, method));
    }

    private boolean simpleRate(Metric metric, Scored rows) {
        return rows.clusters() == null && !rows.weighted() && isRate(metric);
    }

    private static boolean isRate(Metric metric) {
        return switch (metric) {
            case ACCURACY,
                    PRECISION,
                    RECALL,
                    SPECIFICITY,
                    FALSE_POSITIVE_RATE,
                    FALSE_NEGATIVE_RATE,
                    SELECTION_RATE,
                    TOP_K_ACCURACY -> true;
            default -> false;
        };
    }

    /// Independent successes without a failure: clusters with a trial for a rate, disjoint pairs for AUC.
    private static long certainTrials(Metric metric, Scored rows, Grouping grouping, Prepared prepared) {
        if (isRate(metric) && prepared instanceof GroupSums sums) {
            return sums.groupsWith(1);
        }
        if (metric != Metric.AUC || rows.task() != Task.BINARY) {
            return 0;
        }
        long positives = 0;
        for (int i = 0; i < rows.rows(); i++) {
            positives += rows.positive(i) ? 1 : 0;
        }
        return Math.min(grouping.units(), Math.min(positives, rows.rows() - positives));
    }

    private double[] draw(Prepared prepared, Grouping grouping) {
        double[] values = new double[resamples];
        prepared.values(multiplicities(grouping.groups()), values);
        return defined(values);
    }

    private double[] draw(Prepared one, Prepared two, Grouping grouping) {
        double[][] multiplicities = multiplicities(grouping.groups());
        double[] values = new double[resamples];
        double[] others = new double[resamples];
        one.values(multiplicities, values);
        two.values(multiplicities, others);
        for (int i = 0; i < resamples; i++) {
            values[i] -= others[i];
        }
        return defined(values);
    }

    private double[][] multiplicities(int groups) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] drawn = new double[resamples][groups];
        for (double[] times : drawn) {
            for (int i = 0; i < groups; i++) {
                times[random.nextInt(groups)]++;
            }
        }
        return drawn;
    }

    private static double[] defined(double[] values) {
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    }

    private Estimate interval(
            double value, double[] draws, double[] leftOut, Scored rows, Grouping grouping, String method) {
        if (draws.length < 0.9 * resamples) {
            return without(value, rows, grouping, method + "/no-interval:undefined-resamples");
        }
        if (draws[draws.length - 1] - draws[0] <= 1e-12 * Math.abs(value)) {
            return without(value, rows, grouping, method + "/no-interval:no-variation");
        }
        Interval ends = switch (kind) {
            case PERCENTILE -> BootstrapEnds.percentile(draws, grouping.units(), confidence);
            case BCA -> BootstrapEnds.bca(value, draws, leftOut, confidence);
        };
        return with(value, ends, rows, grouping, method);
    }

    /// Distances such as calibration errors are larger on draws than on the rows: their draws are moved back by
    /// that.
    private double[] unbiased(Metric metric, double value, double[] draws) {
        if (!distance(metric) || kind == IntervalKind.BCA || draws.length == 0) {
            return draws;
        }
        double bias = Arrays.stream(draws).average().orElse(value) - value;
        return Arrays.stream(draws).map(draw -> draw - bias).toArray();
    }

    private String method(Metric metric, String method) {
        return distance(metric) && kind == IntervalKind.PERCENTILE ? method + "-moved" : method;
    }

    private static double floor(Metric metric, double draw) {
        return distance(metric) ? Math.max(0, draw) : draw;
    }

    private static boolean distance(Metric metric) {
        return metric == Metric.ECE || metric == Metric.ECE_MASS;
    }

    /// The metric without each group in turn; empty where nobody asks for it.
    private double[] leftOut(ToDoubleFunction<double[]> value, Grouping grouping) {
        if (kind == IntervalKind.PERCENTILE) {
            return new double[0];
        }
        double[] values = new double[grouping.groups()];
        double[] times = ones(grouping.groups());
        for (int g = 0; g < values.length; g++) {
            times[g] = 0;
            values[g] = value.applyAsDouble(times);
            times[g] = 1;
        }
        return Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
    }

    private Estimate with(double value, Interval interval, Scored rows, Grouping grouping, String method) {
        return new Estimate(value, interval.low(), interval.high(), rows.rows(), grouping.units(), method, confidence);
    }

    private Estimate without(double value, Scored rows, Grouping grouping, String method) {
        return new Estimate(value, Double.NaN, Double.NaN, rows.rows(), grouping.units(), method, confidence);
    }

    private static double[] ones(int groups) {
        double[] ones = new double[groups];
        Arrays.fill(ones, 1);
        return ones;
    }
}
