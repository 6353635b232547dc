package dev.trefoil.core.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// The rising curve nearest to the truths (pool adjacent violators), linear between its knots and flat outside
/// them.
///
/// @param scores of the knots, rising
/// @param probabilities at the knots, never falling
public record Isotonic(List<Double> scores, List<Double> probabilities) implements Calibrator {
    public Isotonic {
        scores = List.copyOf(scores);
        probabilities = List.copyOf(probabilities);
        if (scores.isEmpty() || scores.size() != probabilities.size()) {
            throw new IllegalArgumentException(
                    scores.size() + " scores and " + probabilities.size() + " probabilities make no curve");
        }
    }

    public static Isotonic fit(double[] score, double[] truth) {
        double[] once = new double[score.length];
        Arrays.fill(once, 1);
        return fit(score, truth, once);
    }

    /// @param weights how much each row counts, at least 0, one of them above; rows of weight 0 make no knot
    public static Isotonic fit(double[] score, double[] truth, double[] weights) {
        Calibrator.check(score, truth);
        Integer[] order = new Integer[score.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> score[i]));
        double[] x = new double[score.length];
        double[] sum = new double[score.length];
        double[] rows = new double[score.length];
        int distinct = 0;
        for (int i : order) {
            if (weights[i] == 0) {
                continue;
            }
            if (distinct == 0 || score[i] > x[distinct - 1]) {
                x[distinct++] = score[i];
            }
            sum[distinct - 1] += weights[i] * truth[i];
            rows[distinct - 1] += weights[i];
        }
        int[] start = new int[distinct];
        int blocks = 0;
        for (int i = 0; i < distinct; i++) {
            double blockSum = sum[i];
            double blockRows = rows[i];
            int from = i;
            while (blocks > 0 && sum[blocks - 1] * blockRows >= blockSum * rows[blocks - 1]) {
                blocks--;
                blockSum += sum[blocks];
                blockRows += rows[blocks];
                from = start[blocks];
            }
            sum[blocks] = blockSum;
            rows[blocks] = blockRows;
            start[blocks++] = from;
        }
        List<Double> knots = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            int end = block == blocks - 1 ? distinct - 1 : start[block + 1] - 1;
            knots.add(x[start[block]]);
            values.add(sum[block] / rows[block]);
            if (end > start[block]) {
                knots.add(x[end]);
                values.add(sum[block] / rows[block]);
            }
        }
        return new Isotonic(knots, values);
    }

    @Override
    public double apply(double score) {
        if (Double.isNaN(score)) {
            return Double.NaN;
        }
        int low = 0;
        int high = scores.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (scores.get(middle) <= score) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == 0) {
            return probabilities.getFirst();
        }
        if (low == scores.size()) {
            return probabilities.getLast();
        }
        double from = scores.get(low - 1);
        double share = (score - from) / (scores.get(low) - from);
        return probabilities.get(low - 1) + share * (probabilities.get(low) - probabilities.get(low - 1));
    }

    @Override
    public String id() {
        return "isotonic";
    }
}
