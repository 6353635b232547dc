package dev.trefoil.core.metric;

import dev.trefoil.core.interval.BootstrapEnds;
import dev.trefoil.core.interval.Interval;
import dev.trefoil.core.verdict.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/// A metric in groups of rows, and how far the groups are apart. The value of a difference or ratio is
/// Fairlearn's; its interval is a bootstrap of clusters, which may have rows in several groups, or of the rows
/// of each group. The extreme of several groups is further out on draws than on the rows, so that draws are
/// moved back by that (`-moved`).
///
/// Groups with fewer rows of known truth than the least support are measured but not compared: a handful of
/// people would otherwise be the extreme of every comparison. The method id says the least support.
public final class GroupComparison {
    /// Units into which the rows of all groups together are put, about.
    private static final int UNITS = 4_000;

    private final MetricEstimator estimator;
    private final int leastSupport;
    private final List<Scored> groups;
    private final List<Scored> compared;
    private final Scored together;
    private final boolean clustered;

    private GroupComparison(
            MetricEstimator estimator,
            int leastSupport,
            List<Scored> groups,
            List<Scored> compared,
            Scored together,
            boolean clustered) {
        this.estimator = estimator;
        this.leastSupport = leastSupport;
        this.groups = groups;
        this.compared = compared;
        this.together = together;
        this.clustered = clustered;
    }

    /// @param groups the positions of each group's rows
    /// @param leastSupport rows of known truth from which a group is compared; 1 compares all, as Fairlearn
    public static GroupComparison of(Scored rows, List<int[]> groups, int leastSupport, MetricEstimator estimator) {
        if (leastSupport < 1) {
            throw new IllegalArgumentException("the least support of a group is 1, not " + leastSupport);
        }
        List<Scored> parts = new ArrayList<>();
        List<Scored> compared = new ArrayList<>();
        List<int[]> kept = new ArrayList<>();
        for (int[] positions : groups) {
            Scored part = rows.pick(positions);
            Scored known = part.onlyLabelled();
            parts.add(part);
            if (known.rows() >= leastSupport) {
                compared.add(known);
                kept.add(positions);
            }
        }
        int[] all = kept.stream().flatMapToInt(IntStream::of).toArray();
        return new GroupComparison(
                estimator, leastSupport, parts, compared, rows.pick(all).onlyLabelled(), rows.clusters() != null);
    }

    /// The metric in each group, in the order of the groups.
    public List<Estimate> each(Metric metric) {
        return groups.stream().map(part -> estimator.estimate(metric, part)).toList();
    }

    /// How many groups have the support to be compared.
    public int compared() {
        return compared.size();
    }

    /// How far the metric is apart between the groups.
    public Estimate compare(Metric metric, Disparity disparity) {
        Metrics.check(metric, together);
        String id = Metrics.id(metric, together) + "-" + disparity.id();
        return estimate(List.of(metric), id, disparity, (values, overall) -> disparity.of(values[0], overall[0]));
    }

    /// A measure of fairness between the groups; for binary rows.
    public Estimate compare(FairnessMeasure measure, Disparity disparity) {
        measure.rates().forEach(rate -> Metrics.check(rate, together));
        String cut = Metrics.id(Metric.SELECTION_RATE, together)
                .substring(Metric.SELECTION_RATE.id().length());
        String id = measure.id() + cut + "-" + disparity.id();
        return estimate(measure.rates(), id, disparity, (values, overall) -> {
            double[] each = new double[values.length];
            Arrays.setAll(each, i -> disparity.of(values[i], overall[i]));
            return measure.combine(each, disparity);
        });
    }

    private Estimate estimate(
            List<Metric> metrics, String name, Disparity disparity, ToDoubleBiFunction<double[][], double[]> combine) {
        String id = name + "/groups-of-" + leastSupport + "-rows";
        if (compared.size() < 2) {
            return Estimate.none(id + "/undefined:fewer-than-2-groups");
        }
        Layout layout = new Layout(estimator.seed());
        Table table = new Table(metrics, layout, disparity.toOverall());
        double[] once = new double[layout.units];
        Arrays.fill(once, 1);
        double value = combine.applyAsDouble(table.values(once), table.overall(once));
        long units = clustered ? layout.units : together.rows();
        Estimate alone =
                new Estimate(value, Double.NaN, Double.NaN, together.rows(), units, id, estimator.confidence());
        if (Double.isNaN(value)) {
            return named(alone, id + "/undefined:" + Metrics.undefined(metrics.getFirst(), together));
        }
        long fewest = clustered
                ? layout.units
                : compared.stream().mapToInt(Scored::rows).min().orElse(0);
        if (fewest < MetricEstimator.FEWEST) {
            return named(alone, id + "/no-interval:fewer-than-5-" + (clustered ? "clusters" : "rows"));
        }
        double[] draws = new double[estimator.resamples()];
        SplittableRandom random = new SplittableRandom(estimator.seed());
        for (int i = 0; i < draws.length; i++) {
            double[] times = layout.draw(random);
            draws[i] = combine.applyAsDouble(table.values(times), table.overall(times));
        }
        double[] known = Arrays.stream(draws).filter(v -> !Double.isNaN(v)).toArray();
        if (known.length < 0.9 * draws.length) {
            return named(alone, id + "/no-interval:undefined-resamples");
        }
        double away = Arrays.stream(known).average().orElse(value) - value;
        double most = disparity.relative() ? 1 : Double.POSITIVE_INFINITY;
        double[] moved = Arrays.stream(known)
                .map(draw -> Math.clamp(draw - away, 0, most))
                .sorted()
                .toArray();
        if (moved[0] == moved[moved.length - 1]) {
            return named(alone, id + "/no-interval:no-variation");
        }
        Interval ends = BootstrapEnds.percentile(moved, units, estimator.confidence());
        String method = id + "/" + (clustered ? "cluster" : "row") + "-bootstrap-percentile-moved";
        return new Estimate(value, ends.low(), ends.high(), together.rows(), units, method, estimator.confidence());
    }

    private static Estimate named(Estimate one, String method) {
        return new Estimate(one.value(), one.low(), one.high(), one.n(), one.clusters(), method, one.confidence());
    }

    /// Which rows are drawn together: clusters over all groups, else parts of each group, drawn within the group.
    private final class Layout {
        private final List<Grouping> groupings = new ArrayList<>();
        private final List<int[]> unitsOf = new ArrayList<>();
        private final Grouping whole;
        private final int[] first;
        private final int units;

        Layout(long seed) {
            this.first = new int[compared.size() + 1];
            int[] unitOfRow = new int[together.rows()];
            int row = 0;
            if (clustered) {
                Grouping all = Grouping.of(together, seed);
                this.units = all.groups();
                this.whole = all;
                for (Scored part : compared) {
                    add(Arrays.copyOfRange(all.groupOfRow(), row, row + part.rows()));
                    row += part.rows();
                }
                return;
            }
            int most = Math.clamp(UNITS / compared.size(), 200, Grouping.GROUPS);
            for (int g = 0; g < compared.size(); g++) {
                Grouping own = Grouping.of(compared.get(g), seed + g, most);
                int start = first[g];
                int from = row;
                for (int unit : own.groupOfRow()) {
                    unitOfRow[row++] = start + unit;
                }
                first[g + 1] = start + own.groups();
                add(Arrays.copyOfRange(unitOfRow, from, row));
            }
            this.units = first[compared.size()];
            this.whole = Grouping.given(unitOfRow, units);
        }

        /// A group of rows under numbers of its own for the units it has rows of.
        private void add(int[] unitOfRow) {
            int[] own = Arrays.stream(unitOfRow).sorted().distinct().toArray();
            int[] local = Arrays.stream(unitOfRow)
                    .map(unit -> Arrays.binarySearch(own, unit))
                    .toArray();
            groupings.add(Grouping.given(local, own.length));
            unitsOf.add(own);
        }

        double[] draw(SplittableRandom random) {
            double[] times = new double[units];
            if (clustered) {
                for (int i = 0; i < units; i++) {
                    times[random.nextInt(units)]++;
                }
                return times;
            }
            for (int g = 0; g + 1 < first.length; g++) {
                int size = first[g + 1] - first[g];
                for (int i = 0; i < size; i++) {
                    times[first[g] + random.nextInt(size)]++;
                }
            }
            return times;
        }
    }

    /// The metrics of each group, and of all where they are asked for, ready for any draw.
    private final class Table {
        private final Layout layout;
        private final Prepared[][] parts;
        private final Prepared[] whole;

        Table(List<Metric> metrics, Layout layout, boolean overall) {
            this.layout = layout;
            this.parts = new Prepared[metrics.size()][compared.size()];
            this.whole = new Prepared[overall ? metrics.size() : 0];
            for (int m = 0; m < metrics.size(); m++) {
                for (int g = 0; g < compared.size(); g++) {
                    parts[m][g] = Metrics.prepare(metrics.get(m), compared.get(g), layout.groupings.get(g));
                }
                if (overall) {
                    whole[m] = Metrics.prepare(metrics.get(m), together, layout.whole);
                }
            }
        }

        /// Metric by metric, the value in each group.
        double[][] values(double[] times) {
            double[][] values = new double[parts.length][compared.size()];
            for (int g = 0; g < compared.size(); g++) {
                int[] units = layout.unitsOf.get(g);
                double[] own = new double[units.length];
                Arrays.setAll(own, i -> times[units[i]]);
                for (int m = 0; m < parts.length; m++) {
                    values[m][g] = parts[m][g].value(own);
                }
            }
            return values;
        }

        double[] overall(double[] times) {
            double[] values = new double[parts.length];
            Arrays.setAll(values, m -> whole.length == 0 ? Double.NaN : whole[m].value(times));
            return values;
        }
    }
}
