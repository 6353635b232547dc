package dev.trefoil.core.agreement;

import dev.trefoil.core.verdict.Estimate;

/// Raw agreement of any number of annotators, and κ over it: Fleiss's (chance from the frequencies of all
/// labels) and Randolph's (chance from classes alone). Where items have different numbers of labels,
/// agreement is the mean over items, and the method id says `generalised`. Items with one label say nothing
/// and are left out.
public final class FleissKappa {
    private final int items;
    private final int classes;
    private final boolean equal;
    private final double[] agreement;
    private final int[][] labels;

    private FleissKappa(int items, int classes, boolean equal, double[] agreement, int[][] labels) {
        this.items = items;
        this.classes = classes;
        this.equal = equal;
        this.agreement = agreement;
        this.labels = labels;
    }

    public static FleissKappa of(Annotations rows) {
        int[] votes = new int[rows.classes()];
        double[] agreement = new double[rows.items()];
        int[][] labels = new int[rows.items()][];
        int kept = 0;
        int size = 0;
        boolean equal = true;
        for (int i = 0; i < rows.items(); i++) {
            int n = rows.size(i);
            if (n < 2) {
                continue;
            }
            rows.count(i, votes, 1);
            labels[kept] = new int[n];
            double same = 0;
            for (int k = 0; k < n; k++) {
                labels[kept][k] = rows.labelAt(rows.start(i) + k);
                same += votes[labels[kept][k]] - 1;
            }
            rows.count(i, votes, 0);
            agreement[kept++] = same / ((double) n * (n - 1));
            equal &= size == 0 || size == n;
            size = n;
        }
        return new FleissKappa(kept, rows.classes(), equal, agreement, labels);
    }

    /// Mean share of agreeing pairs.
    public Estimate agreement(ItemDraws draws) {
        return items == 0 ? none("agreement", draws) : draws.estimate(items, this::mean, "agreement/pairs");
    }

    public Estimate fleiss(ItemDraws draws) {
        String method = equal ? "fleiss-kappa" : "fleiss-kappa-generalised";
        return items == 0
                ? none(method, draws)
                : draws.estimate(items, times -> kappa(mean(times), chance(times)), method);
    }

    public Estimate randolph(ItemDraws draws) {
        String method = equal ? "randolph-kappa" : "randolph-kappa-generalised";
        return items == 0
                ? none(method, draws)
                : draws.estimate(items, times -> kappa(mean(times), 1.0 / classes), method);
    }

    private static Estimate none(String method, ItemDraws draws) {
        String why = method + "/undefined:no-item-with-two-labels";
        return new Estimate(Double.NaN, Double.NaN, Double.NaN, 0, 0, why, draws.confidence());
    }

    private static double kappa(double observed, double chance) {
        return chance >= 1 ? Double.NaN : (observed - chance) / (1 - chance);
    }

    private double mean(int[] times) {
        double sum = 0;
        double n = 0;
        for (int i = 0; i < items; i++) {
            sum += times[i] * agreement[i];
            n += times[i];
        }
        return sum / n;
    }

    private double chance(int[] times) {
        double[] counts = new double[classes];
        double n = 0;
        for (int i = 0; i < items; i++) {
            if (times[i] > 0) {
                for (int label : labels[i]) {
                    counts[label] += times[i];
                }
                n += (double) times[i] * labels[i].length;
            }
        }
        double chance = 0;
        for (double count : counts) {
            chance += count / n * (count / n);
        }
        return chance;
    }
}
