package dev.trefoil.core.agreement;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The label that most annotators gave. Ties are broken as in cleanlab 2.9, in this order: the higher
/// probability of a model (where there is one), the class that is rarer among all labels, the side whose
/// annotators agree more with the majority of items without a tie, chance (with a seed).
public final class MajorityVote {
    private static final String METHOD = "majority/ties-rarer-class-then-better-annotators-then-chance";

    private final Annotations rows;
    private final double @Nullable [] model;
    private final int[] labels;
    /// By item, the classes that are still tied; null where decided.
    private final int[] @Nullable [] tied;

    private MajorityVote(Annotations rows, double @Nullable [] model) {
        this.rows = rows;
        this.model = model;
        this.labels = new int[rows.items()];
        this.tied = new int[rows.items()] @Nullable [];
    }

    /// Without a model.
    public static Consensus of(Annotations rows, long seed) {
        int[] labels = labels(rows, null, seed);
        double[] share = new double[rows.items()];
        for (int i = 0; i < share.length; i++) {
            for (int at = rows.start(i); at < rows.start(i + 1); at++) {
                share[i] += rows.labelAt(at) == labels[i] ? 1.0 / rows.size(i) : 0;
            }
        }
        return new Consensus(rows.classes(), labels, share, agreementWith(rows, labels, null), METHOD);
    }

    /// With a model's probabilities, items × classes, or null.
    static int[] labels(Annotations rows, double @Nullable [] model, long seed) {
        MajorityVote vote = new MajorityVote(rows, model);
        boolean[] clear = vote.count();
        vote.breakByModelAndRarity();
        vote.breakByAnnotators(clear);
        vote.breakByChance(seed);
        return vote.labels;
    }

    /// True for items without a tie.
    private boolean[] count() {
        boolean[] clear = new boolean[rows.items()];
        int[] votes = new int[rows.classes()];
        for (int i = 0; i < rows.items(); i++) {
            rows.count(i, votes, 1);
            int most = 0;
            for (int at = rows.start(i); at < rows.start(i + 1); at++) {
                most = Math.max(most, votes[rows.labelAt(at)]);
            }
            int[] best = new int[rows.size(i)];
            int size = 0;
            for (int at = rows.start(i); at < rows.start(i + 1); at++) {
                int label = rows.labelAt(at);
                if (votes[label] == most) {
                    best[size++] = label;
                    votes[label] = 0;
                }
            }
            rows.count(i, votes, 0);
            best = Arrays.copyOf(best, size);
            Arrays.sort(best);
            clear[i] = size == 1;
            keep(i, best);
        }
        return clear;
    }

    private void keep(int item, int[] best) {
        labels[item] = best[0];
        tied[item] = best.length == 1 ? null : best;
    }

    private void breakByModelAndRarity() {
        double[] rarity = new double[rows.classes()];
        for (int at = 0; at < rows.size(); at++) {
            rarity[rows.labelAt(at)]--;
        }
        for (int i = 0; i < labels.length; i++) {
            int item = i;
            if (model != null) {
                double[] p = model;
                narrow(i, label -> p[item * rows.classes() + label]);
            }
            narrow(i, label -> rarity[label]);
        }
    }

    private void breakByAnnotators(boolean[] clear) {
        if (Arrays.stream(tied).allMatch(left -> left == null)) {
            return;
        }
        double[] agreement = agreementWith(rows, labels, clear);
        double mean =
                Arrays.stream(agreement).filter(a -> !Double.isNaN(a)).average().orElse(0);
        for (int i = 0; i < labels.length; i++) {
            int item = i;
            narrow(i, label -> {
                double sum = 0;
                int n = 0;
                for (int at = rows.start(item); at < rows.start(item + 1); at++) {
                    if (rows.labelAt(at) == label) {
                        double one = agreement[rows.annotatorAt(at)];
                        sum += Double.isNaN(one) ? mean : one;
                        n++;
                    }
                }
                return sum / n;
            });
        }
    }

    private void breakByChance(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < labels.length; i++) {
            int[] left = tied[i];
            if (left != null) {
                labels[i] = left[random.nextInt(left.length)];
            }
        }
    }

    private interface Worth {
        double of(int label);
    }

    /// Keeps the labels of an item that are worth most.
    private void narrow(int item, Worth worth) {
        int[] left = tied[item];
        if (left == null) {
            return;
        }
        double most = Double.NEGATIVE_INFINITY;
        for (int label : left) {
            most = Math.max(most, worth.of(label));
        }
        double best = most;
        keep(item, Arrays.stream(left).filter(label -> worth.of(label) == best).toArray());
    }

    /// By annotator, the share of labels equal to these, over the marked items or all; NaN without any.
    static double[] agreementWith(Annotations rows, int[] labels, boolean @Nullable [] marked) {
        double[] same = new double[rows.annotators()];
        double[] all = new double[rows.annotators()];
        for (int i = 0; i < labels.length; i++) {
            if (marked == null || marked[i]) {
                for (int at = rows.start(i); at < rows.start(i + 1); at++) {
                    same[rows.annotatorAt(at)] += rows.labelAt(at) == labels[i] ? 1 : 0;
                    all[rows.annotatorAt(at)]++;
                }
            }
        }
        for (int j = 0; j < same.length; j++) {
            same[j] /= all[j];
        }
        return same;
    }
}
