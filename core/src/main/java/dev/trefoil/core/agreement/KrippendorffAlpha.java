package dev.trefoil.core.agreement;

import dev.trefoil.core.verdict.Estimate;
/// Krippendorff's α: 1 less observed over expected disagreement, for any number of annotators, missing labels
/// and four scales. Units with one label are left out. Undefined where all labels are equal.
///
/// Distances are never put into a table of classes × classes but for ratios: nominal, ordinal and interval
/// disagreements follow from sums (an ordinal distance is an interval between the middles of the ranks), so
/// that thousands of classes cost no more than two.

public final class KrippendorffAlpha {
    private static final double MOST = 1e150;

    private final Scale scale;
    private final double[] values;
    private final int units;
    private final int[][] labels;
    /// Each unit's disagreement where it does not depend on the other units; empty on an ordinal scale.
    private final double[] fixed;

    private KrippendorffAlpha(Scale scale, double[] values, int units, int[][] labels) {
        this.scale = scale;
        this.values = values;
        this.units = units;
        this.labels = labels;
        this.fixed = new double[scale == Scale.ORDINAL ? 0 : units];
        for (int u = 0; u < fixed.length; u++) {
            fixed[u] = scale == Scale.INTERVAL ? spread(labels[u], values) : within(scale, labels[u], values);
        }
    }

    /// With the value of each class: its number for interval and ratio, anything that rises in the order of
    /// the ranks for ordinal, not looked at for nominal.
    public static KrippendorffAlpha of(Annotations rows, Scale scale, double[] values) {
        if (values.length != rows.classes()) {
            throw new IllegalArgumentException(values.length + " values for " + rows.classes() + " classes");
        }
        for (int k = 0; k < values.length && scale != Scale.NOMINAL; k++) {
            if (!(Math.abs(values[k]) <= MOST)) {
                throw new IllegalArgumentException("scale " + scale.id()
                        + " needs labels that are finite numbers with a square, not " + values[k]);
            }
            if (scale == Scale.RATIO && values[k] < 0) {
                throw new IllegalArgumentException("a ratio scale has no label below 0, but there is " + values[k]);
            }
            if (scale == Scale.ORDINAL && k > 0 && !(values[k] > values[k - 1])) {
                throw new IllegalArgumentException(
                        "on an ordinal scale classes must be numbered in the order of their ranks");
            }
        }
        int[][] labels = new int[rows.items()][];
        int units = 0;
        for (int i = 0; i < rows.items(); i++) {
            if (rows.size(i) >= 2) {
                int[] given = new int[rows.size(i)];
                for (int k = 0; k < given.length; k++) {
                    given[k] = rows.labelAt(rows.start(i) + k);
                }
                labels[units++] = given;
            }
        }
        return new KrippendorffAlpha(scale, values.clone(), units, labels);
    }

    public Estimate estimate(ItemDraws draws) {
        String method = "krippendorff-alpha-" + scale.id();
        if (units == 0) {
            String why = method + "/undefined:no-item-with-two-labels";
            return new Estimate(Double.NaN, Double.NaN, Double.NaN, 0, 0, why, draws.confidence());
        }
        return draws.estimate(units, this::alpha, method);
    }

    private double alpha(int[] times) {
        double[] counts = new double[values.length];
        double n = 0;
        for (int u = 0; u < units; u++) {
            if (times[u] > 0) {
                for (int label : labels[u]) {
                    counts[label] += times[u];
                }
                n += (double) times[u] * labels[u].length;
            }
        }
        double[] places = scale == Scale.ORDINAL ? middles(counts) : values;
        double expected = between(counts, places, n) / (n - 1);
        double observed = 0;
        for (int u = 0; u < units; u++) {
            observed += times[u] == 0 ? 0 : times[u] * (fixed.length == 0 ? spread(labels[u], places) : fixed[u]);
        }
        return expected <= 0 ? Double.NaN : 1 - observed / expected;
    }

    /// Σ δ² over all ordered pairs of all labels.
    private double between(double[] counts, double[] places, double n) {
        double sum = 0;
        switch (scale) {
            case NOMINAL -> {
                for (double count : counts) {
                    sum += count * (n - count);
                }
            }
            case ORDINAL, INTERVAL -> {
                double mean = 0;
                for (int k = 0; k < counts.length; k++) {
                    mean += counts[k] * places[k] / n;
                }
                for (int k = 0; k < counts.length; k++) {
                    sum += 2 * n * counts[k] * (places[k] - mean) * (places[k] - mean);
                }
            }
            case RATIO -> {
                for (int c = 0; c < counts.length; c++) {
                    for (int k = 0; counts[c] > 0 && k < counts.length; k++) {
                        sum += counts[c] * counts[k] * ratio(places[c], places[k]);
                    }
                }
            }
        }
        return sum;
    }

    /// Σ δ² over all ordered pairs of one unit's labels, over one less than their number.
    private static double within(Scale scale, int[] given, double[] values) {
        double sum = 0;
        for (int i = 1; i < given.length; i++) {
            for (int j = 0; j < i; j++) {
                double one = values[given[i]];
                double two = values[given[j]];
                sum += switch (scale) {
                    case NOMINAL -> given[i] == given[j] ? 0 : 1;
                    case ORDINAL, INTERVAL -> (one - two) * (one - two);
                    case RATIO -> ratio(one, two);
                };
            }
        }
        return 2 * sum / (given.length - 1);
    }

    /// The same of squared distances, in one walk.
    private static double spread(int[] given, double[] places) {
        double mean = 0;
        for (int label : given) {
            mean += places[label] / given.length;
        }
        double sum = 0;
        for (int label : given) {
            sum += (places[label] - mean) * (places[label] - mean);
        }
        return 2.0 * given.length * sum / (given.length - 1);
    }

    private static double ratio(double one, double two) {
        double share = one + two == 0 ? 0 : (one - two) / (one + two);
        return share * share;
    }

    private static double[] middles(double[] counts) {
        double[] middles = new double[counts.length];
        double below = 0;
        for (int k = 0; k < counts.length; k++) {
            middles[k] = below + counts[k] / 2;
            below += counts[k];
        }
        return middles;
    }
}
